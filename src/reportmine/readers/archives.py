"""The documents inside a zip: Chinese names decoded, one nested zip opened, nothing ever written to disk."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import FormatError
from .limits import Limits
from .package import Package

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_NESTED = 1
_DOCUMENT_PARTS = ("word/document.xml", "xl/workbook.xml", "OFD.xml", "ppt/presentation.xml", "content.xml")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip: its name, the entry numbers that lead to it, its size, and why it cannot be read."""

    name: str
    indexes: tuple[int, ...]
    size: int = 0
    error: tuple[str, ...] = ()


def is_archive(data: bytes | Path, name: str, limits: Limits) -> bool:
    """Whether a `.zip` is a zip of files, and no office document under a wrong name."""
    package = Package(data, name, limits)
    return not any(part in package for part in _DOCUMENT_PARTS)


def members(
    data: bytes | Path, shown: str, limits: Limits, indexes: tuple[int, ...] = ()
) -> Iterator[Member]:
    """Every file in the zip, by name; a zip in it is opened, a zip in that is an error."""
    package = Package(data, shown, limits)
    named = sorted(
        (member_name(info), i, info) for i, info in enumerate(package.infos()) if not info.is_dir()
    )
    for name, index, info in named:
        place = (*indexes, index)
        if not name.lower().endswith(".zip"):
            yield Member(name, place, info.file_size)
        elif len(indexes) >= _NESTED:
            too_deep = (
                f"{shown}/{name}：压缩包套了三层。请先解压里层的压缩包。",
                f"{shown}/{name}: an archive in an archive in an archive. Unpack the inner ones first.",
            )
            yield Member(name, place, error=too_deep)
        else:
            yield from _nested(package, name, shown, limits, place)


def _nested(
    package: Package, name: str, shown: str, limits: Limits, place: tuple[int, ...]
) -> Iterator[Member]:
    inner = f"{shown}/{name}"
    try:
        for member in members(package.member(place[-1]), inner, limits, place):
            yield Member(f"{name}/{member.name}", member.indexes, member.size, member.error)
    except FormatError as wrong:
        yield Member(name, place, error=wrong.words)


def member_name(info: zipfile.ZipInfo) -> str:
    """The entry's name as its maker wrote it, without anything that would lead out of the archive.

    Chinese Windows writes GBK and does not say so; Python then reads it as code page 437.
    """
    name = _unicode_path(info) or info.filename
    if not info.flag_bits & _UTF8_FLAG and not _unicode_path(info):
        name = _from_code_page(name)
    parts = [
        p for p in name.replace("\\", "/").split("/") if p not in ("", ".", "..") and not p.endswith(":")
    ]
    return "/".join(parts) or "?"


def _from_code_page(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _unicode_path(info: zipfile.ZipInfo) -> str:
    """The UTF-8 name in Info-ZIP's extra field, if there is one."""
    extra, at = info.extra, 0
    while at + 4 <= len(extra):
        kind, size = (
            int.from_bytes(extra[at : at + 2], "little"),
            int.from_bytes(extra[at + 2 : at + 4], "little"),
        )
        if kind == _UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "ignore")
        at += 4 + size
    return ""
