"""How much one file may cost. The defaults are generous: no honest office file meets them."""

from dataclasses import dataclass

from ..errors import FormatError

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for reading one file; a file beyond one is a `FormatError` that names the bound.

    `file` bytes on disk, `expanded` bytes after unpacking, `ratio` of unpacked to packed (looked at above 8
    MB only), `members` of an archive, `pages` of a PDF, OFD or picture, `seconds` and `memory` (bytes of
    address space) of the process that parses it; `seconds=0` parses in this process, without a guard.
    """

    file: int = 256 * MB
    expanded: int = 512 * MB
    ratio: int = 300
    members: int = 50_000
    pages: int = 3_000
    seconds: float = 120.0
    memory: int = 4096 * MB


DEFAULT = Limits()


def check_size(size: int, name: str, limits: Limits) -> None:
    """Raises `FormatError` if a file of `size` bytes is larger than allowed."""
    if size > limits.file:
        raise FormatError(
            f"{name}：文件有 {size // MB} MB，超过 {limits.file // MB} MB 的上限。"
            "请拆分，或调高 Limits(file=…)。",
            f"{name}: {size // MB} MB, more than the {limits.file // MB} MB allowed. "
            "Split it, or raise Limits(file=…).",
        )
