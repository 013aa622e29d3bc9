"""Words the command line says, in the language asked for."""

import os
import sys


def language() -> str:
    """`zh`, unless `--lang en` stands on the command line or REPORTMINE_LANG says so."""
    arguments = sys.argv[1:]
    for i, word in enumerate(arguments):
        if word == "--lang" and i + 1 < len(arguments):
            return arguments[i + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return os.environ.get("REPORTMINE_LANG", "zh")


def tr(zh: str, en: str) -> str:
    """The Chinese or the English wording."""
    return en if language() == "en" else zh
