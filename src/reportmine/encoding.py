"""Bytes to text without guessing wrong: byte-order mark, strict UTF-8, then the legacy encoding that reads
as Chinese.

A wrong byte or a NUL is never skipped: it is an error that names the line and the byte.
"""

import codecs
from functools import lru_cache

from .errors import FormatError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_SAMPLE = 20_000
_PLAUSIBLE = 0.8
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f\v\x1a\x1b\x1e\x1f")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of `data` without its byte-order mark, and the encoding it was in.

    Raises `FormatError` if it is no text: NUL bytes, wrong bytes (both located), or something binary.

    >>> decode("审计".encode("gb18030"), "a.txt")
    ('审计', 'gb18030')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data[len(mark) :], encoding, name, len(mark)), name), encoding
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as wrong:
        return _legacy(data, name, wrong)
    if "\0" in text and (wide := _best(data, _LEGACY[2:])):
        return wide
    return _checked(text, name), encoding


def _strict(data: bytes, encoding: str, name: str, offset: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise _undecodable(data, wrong, encoding, name, offset) from None


def _undecodable(
    data: bytes, wrong: UnicodeDecodeError, encoding: str, name: str, offset: int = 0
) -> FormatError:
    line = data[: wrong.start].count(b"\n") + 1
    byte = data[wrong.start] if wrong.start < len(data) else 0
    return FormatError(
        f"{name}：第 {line} 行（第 {wrong.start + offset} 字节，0x{byte:02X}）"
        f"不是有效的 {encoding.upper()} 文字，文件可能损坏或被截断。请用记事本打开，另存为 UTF-8。",
        f"{name}: line {line} (byte {wrong.start + offset}, 0x{byte:02X}) is not valid {encoding.upper()}; "
        "the file may be damaged or cut short. Open it in a text editor and save it as UTF-8.",
    )


def _legacy(data: bytes, name: str, wrong: UnicodeDecodeError) -> tuple[str, str]:
    if found := _best(data, _LEGACY):
        text, encoding = found
        return _checked(text, name), encoding
    raise _undecodable(data, wrong, "utf-8", name)


def _best(data: bytes, encodings: tuple[str, ...]) -> tuple[str, str] | None:
    """The strict decoding that looks most like Chinese; none if none does."""
    best, found = _PLAUSIBLE, None
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if (score := plausibility(text, encoding)) > best:
            best, found = score, (text, encoding)
    return found


def plausibility(text: str, encoding: str) -> float:
    """Share of characters that ordinary text in `encoding` is made of: ASCII, punctuation, first-level hanzi.

    Both national sets order hanzi by use: level 1 covers about 99 % of any text, but only a third of chance
    bytes.
    """
    sample = text[:_SAMPLE]
    usual = _usual("big5" if encoding == "big5" else "gb2312" if encoding == "gb18030" else "both")
    counted = [c for c in sample if c > " "]
    return sum(c in usual for c in counted) / len(counted) if counted else 0.0


@lru_cache(maxsize=3)
def _usual(charset: str) -> frozenset[str]:
    usual = set(map(chr, range(33, 127))) | set(
        "　，。、；：？！“”‘’（）《》—…·〔〕【】「」『』％×○〇□■●→①②③④⑤⑥⑦⑧⑨⑩"
    )
    usual |= {chr(c) for c in range(0xFF01, 0xFF5F)}
    if charset != "big5":
        usual |= _rows("gb2312", 0xB0, 0xD7)
    if charset != "gb2312":
        usual |= _rows("big5", 0xA4, 0xC6)
    return frozenset(usual)


def _rows(encoding: str, first: int, last: int) -> set[str]:
    pairs = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    return {c for pair in pairs if len(c := pair.decode(encoding, "ignore")) == 1}


def _checked(text: str, name: str) -> str:
    if (nul := text.find("\0")) >= 0:
        line = text.count("\n", 0, nul) + 1
        raise FormatError(
            f"{name}：第 {line} 行（第 {nul} 个字符处）有空字节 NUL，文件可能损坏。请从原件重新导出。",
            f"{name}: a NUL byte in line {line} (character {nul}); the file may be damaged. Export it again from the original.",
        )
    sample = text[:_SAMPLE]
    if sum(map(sample.count, _CONTROLS)) > max(4, len(sample) // 100):
        raise FormatError(
            f"{name}：内容不是文字，像是二进制文件。请核对文件，或改回原来的扩展名。",
            f"{name}: this is no text but looks like a binary file. Check it, or give it its proper suffix.",
        )
    return text
