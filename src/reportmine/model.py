"""The records every layer speaks in. Offsets are half-open code points into `Report.text`.

Those made by the thousand are named tuples: as frozen as the dataclasses, and made in a third of the time.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


class Block(NamedTuple):
    """What a reader saw, as a span of `Report.text`.

    `kind` is one of `title` `heading` `paragraph` `list_item` `table` `row` `cell` `caption` `note`; `parent` the index of
    the block around it (-1: none); `level` that of a heading as the file says it (1 is the highest, 0: not said); `page` counts from 0 (-1:
    unknown). A cell knows its `row` and `column` (from 0), how many of them it spans, and whether it is a header. A cell
    without text has no block: the columns of the others tell where it is.
    """

    kind: str
    start: int
    end: int
    parent: int = -1
    level: int = 0
    page: int = -1
    row: int = -1
    column: int = -1
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One document as read: its text never changes afterwards.

    `sha256` is of the file's bytes (for text given in memory, of its UTF-8); `report_id` its first 16 hex digits.
    `origin` says for each known field whence it came (`organizations`, `head`, `text`, `properties`, `path`);
    `properties` is what the file says about itself; `pages` holds the offset at which each page begins (formats with
    pages only); `confidence` is the mean of recognised characters (pictures only); `notes` say in Chinese what the reader
    left out, or could not read; `blocks` is what the reader saw, in the order of the text.
    """

    text: str
    sha256: str = ""
    path: str = ""
    format: str = "text"
    encoding: str = ""
    title: str = ""
    organization: str = ""
    period: str = ""
    year: int | None = None
    genre: str = ""
    number: str = ""
    origin: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()
    confidence: float | None = None
    notes: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def report_id(self) -> str:
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the report with its place in the outline; `section` is the headings above it, ` / ` between."""

    index: int
    start: int
    end: int
    text: str
    section: str
    role: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, ended by 。！？； at depth 0 or by the paragraph; `index` counts within the report."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str


class Number(NamedTuple):
    """A numeral's value: `value` null when masked or vague, `high` only for a range."""

    value: Decimal | None
    high: Decimal | None = None
    masked: bool = False
    mask: str = ""
    modifier: str | None = None


KINDS = ("count", "money", "measure", "percent", "point", "multiple", "duration")  # of quantities, and of units


@dataclass(frozen=True, slots=True)
class Unit:
    """A classifier or unit of measurement; `factor` times the value gives `base_unit` (null: no conversion).

    `not_before`: words that begin like the unit and are another word (项目), unless a `but_before` follows (项目标).
    """

    name: str
    kind: str
    dimension: str
    factor: Decimal | None
    base_unit: str
    example: str = ""
    not_before: tuple[str, ...] = ()
    but_before: tuple[str, ...] = ()
    masks: bool = True


class Quantity(NamedTuple):
    """A numeral with its unit: definition §1 (help/en/facts.md) without the words around it."""

    start: int
    end: int
    text: str
    kind: str
    number: Number
    unit: str
    rule: str
    modifier: str | None = None


class Fact(NamedTuple):
    """A quantity with what it counts and what was done; the columns of the contract's `facts`."""

    quantity: Quantity
    paragraph: int
    sentence: int
    action: str = ""
    object: str = ""
    object_start: int | None = None
    object_end: int | None = None
    subject: str = ""
    relation: str | None = None
    related: int | None = None
    status: str = "done"
    rule: str = ""
    confidence: float = 0.5
    indicator: str | None = None

    def with_indicator(self, indicator: str | None) -> "Fact":
        """The fact with its last field set (`_replace` takes three times as long)."""
        return Fact(*self[:-1], indicator)

    @property
    def start(self) -> int:
        return self.quantity.start

    @property
    def end(self) -> int:
        return self.quantity.end

    @property
    def text(self) -> str:
        return self.quantity.text

    @property
    def kind(self) -> str:
        return self.quantity.kind

    @property
    def value(self) -> Decimal | None:
        return self.quantity.number.value

    @property
    def value_max(self) -> Decimal | None:
        return self.quantity.number.high

    @property
    def exact(self) -> str | None:
        return None if self.value is None else format(self.value.normalize(), "f")

    @property
    def masked(self) -> bool:
        return self.quantity.number.masked

    @property
    def mask(self) -> str:
        return self.quantity.number.mask

    @property
    def unit(self) -> str:
        return self.quantity.unit

    @property
    def modifier(self) -> str | None:
        return self.quantity.modifier


@dataclass(frozen=True, slots=True)
class NamedMeasure:
    """A practice with a number in its name; `total` is the sum of `cardinality`.

    `members` are the items the paragraph itself spells out; `known` those that `source` knows from elsewhere (the national
    lexicon, the report's own headings, the unit's other reports), kept apart so that
    nothing the report does not say looks as if it did.
    """

    start: int
    end: int
    text: str
    paragraph: int
    cardinality: tuple[int, ...]
    label: str = ""
    members: tuple[str, ...] = ()
    member_spans: tuple[tuple[int, int], ...] = ()
    source: str = "none"
    cue: str = ""
    national: bool = False
    masked: bool = False
    rule: str = ""
    known: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.cardinality)

    @property
    def complete(self) -> bool | None:
        return len(self.members) == self.total if self.members else None


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A 《…》 with its 文号, and the verb if the report's own side made it."""

    start: int
    end: int
    text: str
    title: str
    paragraph: int
    number: str = ""
    action: str = ""


class Tagging(NamedTuple):
    """Key measures of a text, dominant first, and a score each (`Classifier.cues` says which words spoke for them)."""

    labels: tuple[str, ...] = ()
    scores: tuple[float, ...] = ()
