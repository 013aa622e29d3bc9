"""What a page is made of. Coordinates in points, y downwards; `base` is the line the characters stand on."""

from dataclasses import dataclass, field

from ...document import Cell


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character where it stands; `size` is the em of its font."""

    char: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line drawn on the page, horizontal (`top == bottom` nearly) or vertical."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


@dataclass(slots=True)
class Page:
    """One page: its glyphs in the order in which the file draws them, and its rules.

    `exact` is false where places were measured on a picture and are off by up to an em.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    exact: bool = True


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a ruled table: the number of the table on its page, that of the row, and its cells with their columns."""

    table: int
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; `hang` is where the text after its label begins (`1.`, `①`; `left` if it has none).

    `row` marks a line of a table, which is never joined to others, and `grid` has its cells where rules show them; `column` is
    1 or 2 where a page has two; `margins` are those of the text around it.
    """

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    hang: float = 0.0
    row: bool = False
    column: int = 0
    margins: tuple[float, float] = (0.0, 0.0)
    grid: GridRow | None = None
