"""What can go wrong, as one tree.

    ReportmineError
    ├── InputError        a report cannot be read: names the file and what to do
    │   ├── EmptyInput    nothing in it
    │   └── FormatError   not what its name says, damaged, or of an unsupported format
    │       └── DamagedError   a part of it is damaged; where its text lies elsewhere, it is read without that part
    ├── DataError         a lexicon, rule, taxonomy or gold file is wrong: names file, line, remedy
    │   └── UserDataError     one that the user gave: the command line treats it like a wrong option
    └── ModelError        a classifier's files are missing, damaged or of another version

Every error is worded twice: `DataError("units.csv：缺少一列。请补上。", "units.csv: a column is missing. Add it.")`.
"""


class ReportmineError(Exception):
    """Base of every error this library raises on purpose; its text is meant for people.

    `str(error)` is the Chinese wording, `error.words` are both; with a single wording they are the same.
    """

    def __init__(self, zh: str, en: str = "") -> None:
        super().__init__(*((zh, en) if en else (zh,)))  # as `args`, so that it survives a pickle

    def __str__(self) -> str:
        return str(self.args[0])

    @property
    def words(self) -> tuple[str, str]:
        """The Chinese and the English wording."""
        return str(self.args[0]), str(self.args[-1])


class InputError(ReportmineError):
    """A report cannot be read."""


class EmptyInput(InputError):  # noqa: N818 - a state of the file, not a fault of the program
    """The file holds no text."""


class FormatError(InputError):
    """The file is damaged or of a format that no reader takes."""


class DamagedError(FormatError):
    """A part of a file that holds several is damaged."""


class DataError(ReportmineError):
    """A data file of the product or of the user is wrong."""


class UserDataError(DataError):
    """A data file that the user gave is wrong: a usage error, exit status 2."""


class ModelError(ReportmineError):
    """A classifier's files are missing, damaged or of another version."""
