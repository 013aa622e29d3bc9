"""Bytes to text without guessing wrong: byte-order mark, strict UTF-8, then the legacy encoding that reads
as Chinese.

A wrong byte or a NUL is never skipped: for `decode` it is an error that names line and byte; `decode_damaged` puts U+FFFD
in its place and says where, as long as nearly all of the rest is right, so that the encoding is beyond doubt.
"""

import codecs
import re
from dataclasses import dataclass
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
_DAMAGED = 0.05  # wrong bytes to right characters beyond ASCII: text in another encoding has more than half
_BEGINNING = 1 << 16
_SHOWN = 3
_ESCAPED = re.compile("[\udc80-\udcff]+|\0+")
_REPLACED = re.compile("\ufffd+|\0+")
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


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and the places of wrong bytes: where their U+FFFD stands, and how many they were."""

    text: str
    encoding: str
    wrong: tuple[tuple[int, int], ...] = ()

    def notes(self) -> tuple[str, ...]:
        """What was replaced, for people."""
        if not self.wrong:
            return ()
        shown = [f"{self._place(at)}有 {count} 个字节不是 {self.encoding.upper()}" for at, count in self.wrong[:_SHOWN]]
        more = f"等 {len(self.wrong)} 处" if len(self.wrong) > _SHOWN else ""
        return (f"{'，'.join(shown)}{more}，已换成“\ufffd”",)

    def _place(self, at: int) -> str:
        return f"第 {self.text.count(chr(10), 0, at) + 1} 行第 {at - self.text.rfind(chr(10), 0, at)} 个字符处"


def decode_damaged(data: bytes, name: str) -> Decoded:
    """The text of `data`, few wrong bytes in it replaced by U+FFFD. Raises `FormatError` as `decode` does if they are many.

    >>> decode_damaged("审计".encode() * 20 + b"\\xff", "a.txt").notes()
    ('第 1 行第 41 个字符处有 1 个字节不是 UTF-8，已换成“�”',)
    """
    try:
        return Decoded(*decode(data, name))
    except FormatError:
        marked = [(mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)]
        for mark, encoding in marked[:1] or ((b"", "utf-8"), (b"", "gb18030")):
            found = _patched(data[len(mark) :], encoding)
            if found is not None and (encoding != "gb18030" or plausibility(found.text, encoding) > _PLAUSIBLE):
                _checked(found.text, name)
                return found
        raise


def _patched(data: bytes, encoding: str) -> Decoded | None:
    """The text with one U+FFFD for every run of wrong bytes; none if they are too many."""
    escapes = encoding in ("utf-8", "gb18030")
    errors, pattern = ("surrogateescape", _ESCAPED) if escapes else ("replace", _REPLACED)
    if len(pattern.findall(data[:_BEGINNING].decode(encoding, errors))) > _DAMAGED * min(len(data), _BEGINNING):
        return None  # a film need not be read to its end
    raw = data.decode(encoding, errors)
    pieces: list[str] = []
    wrong: list[tuple[int, int]] = []
    at = length = 0
    for met in pattern.finditer(raw):
        length += met.start() - at
        wrong.append((length, met.end() - met.start()))
        pieces += (raw[at : met.start()], "\ufffd")
        at, length = met.end(), length + 1
    text = "".join((*pieces, raw[at:]))
    sure = raw.count("\0") == sum(count for _, count in wrong)  # NULs alone: the encoding is beyond doubt
    right = len(text) if sure else sum(c > "\x7f" for c in text)  # ASCII is the same in every encoding
    if sum(count for _, count in wrong) > _DAMAGED * right:
        return None
    return Decoded(text, encoding, tuple(wrong))


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
