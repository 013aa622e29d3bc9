"""The parts of a zip-based document (docx, xlsx, ofd), read under the limits on expansion."""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from ..errors import DamagedError, FormatError
from .limits import MB, Limits

_ALWAYS_FINE = 8 * MB


class Package:
    """A zip file, in memory or on disk, whose parts are read one by one.

    The bytes handed out by `read` and `expand` stay below `limits.expanded` in all; `member` counts each
    file alone.
    """

    def __init__(self, data: bytes | Path, name: str, limits: Limits) -> None:
        self.name = name
        self._limits = limits
        self._spent = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(data) if isinstance(data, bytes) else data)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise FormatError(
                f"{name}：文件已损坏（压缩结构不完整）。请重新复制或从原件再存一次。",
                f"{name}: damaged (its zip structure is incomplete). Copy it again, or save it again from the original.",
            ) from None
        if len(self._zip.infolist()) > limits.members:
            raise FormatError(
                f"{name}：内含文件超过 {limits.members} 个，已拒绝。请拆分后再给。",
                f"{name}: refused, more than {limits.members} files in it. Split it.",
            )
        self.parts = {info.filename.lstrip("/").replace("\\", "/"): info for info in self._zip.infolist()}

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def read(self, part: str) -> bytes:
        """The bytes of one part, empty if it is missing."""
        info = self.parts.get(part)
        return self.expand(info) if info else b""

    def infos(self) -> list[zipfile.ZipInfo]:
        """Every entry in the order of the file."""
        return self._zip.infolist()

    def member(self, index: int) -> bytes:
        """The bytes of one file of an archive, under limits of its own."""
        infos = self.infos()
        if index >= len(infos):
            raise FormatError(
                f"{self.name}：压缩包在读取途中变了。请重新运行。",
                f"{self.name}: the archive changed while it was read. Run again.",
            )
        self._spent = 0
        return self.expand(infos[index])

    def expand(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of one entry. Raises `FormatError` if it is locked, damaged or expands beyond the
        limits.
        """
        if info.flag_bits & 1:
            raise FormatError(
                f"{self.name}：压缩包设有密码。请去掉密码后再给。",
                f"{self.name}: the archive has a password. Remove it first.",
            )
        allowed = self._allowed(info)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(allowed + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            raise DamagedError(
                f"{self.name}：文件结构已损坏，其中 {info.filename} 解不开。请重新复制或再存一次。",
                f"{self.name}: damaged, {info.filename} in it cannot be unpacked. Copy it again, or save it again.",
            ) from None
        except NotImplementedError:
            raise FormatError(
                f"{self.name}：其中 {info.filename} 的压缩方法不受支持。请用普通 zip 重新压缩。",
                f"{self.name}: {info.filename} in it is packed in an unsupported way. Pack it again as an ordinary zip.",
            ) from None
        if len(data) > allowed:
            raise FormatError(
                f"{self.name}：解压后过大（疑似压缩炸弹），已拒绝。"
                "若确属正常文件，请调高 Limits(expanded=…)。",
                f"{self.name}: refused, too large when unpacked (perhaps a zip bomb). "
                "If it is an honest file, raise Limits(expanded=…).",
            )
        self._spent += len(data)
        return data

    def _allowed(self, info: zipfile.ZipInfo) -> int:
        ratio = max(_ALWAYS_FINE, info.compress_size * self._limits.ratio)
        return min(ratio, self._limits.expanded - self._spent)
