"""LibreOffice, where it is installed, turns what we cannot read ourselves (rtf, odt, odd doc files) into
docx.
"""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

from ..errors import FormatError
from ..model import Report
from . import child, docx, scratch
from .formats import by_suffix, known, suffix
from .limits import DEFAULT, Limits

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")


def available() -> str | None:
    """The path of LibreOffice's program; none if it is not installed."""
    return next((found for p in _PROGRAMS if (found := shutil.which(p))), None)


def read(data: bytes, name: str, limits: Limits = DEFAULT) -> Report:
    """The report in an rtf or odt file, through LibreOffice. Raises `FormatError` if that is missing or
    fails.
    """
    kind = (
        suffix(name) if by_suffix(name) in ("rtf", "odt") else "rtf" if data.startswith(b"{\\rtf") else "odt"
    )
    return as_read(docx.read(converted(data, kind, name, limits), name, limits), data, kind)


def as_read(report: Report, data: bytes, format: str) -> Report:
    """The report under the hash and the format of the file that the user has."""
    from hashlib import sha256

    return replace(report, format=format, sha256=sha256(data).hexdigest())


def converted(data: bytes, kind: str, name: str, limits: Limits) -> bytes:
    """`data` (a file with suffix `kind`) as docx. The folder it is made in is gone afterwards."""
    program = available()
    if program is None:
        label = known()[by_suffix(f"x.{kind}") or "rtf"].label
        raise FormatError(
            f"{name}：读取{label}需要 LibreOffice（免费），本机未安装。请安装它，或用 Word、WPS 另存为 docx。",
            f"{name}: reading {kind} files takes LibreOffice (free), which is not installed. Install it, or save the file as docx in Word or WPS.",
        )
    with scratch.folder() as folder:
        source = folder / f"report.{kind}"
        source.write_bytes(data)
        _run(program, folder, source, name, limits)
        target = folder / "out" / "report.docx"
        if not target.is_file():
            raise FormatError(
                f"{name}：LibreOffice 也打不开，文件多半已损坏。请用原软件打开后另存为 docx。",
                f"{name}: LibreOffice cannot open it either; it is probably damaged. Open it in the program it came from and save it as docx.",
            )
        return target.read_bytes()


# A document may name pictures on other machines: LibreOffice must not fetch them, nor run what a document brings along.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def _profile(folder: Path) -> str:
    """The address of a fresh profile with our settings."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return user.parent.as_uri()


def _run(program: str, folder: Path, source: Path, name: str, limits: Limits) -> None:
    command = [program, f"-env:UserInstallation={_profile(folder)}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", "docx", "--outdir", str(folder / "out"), str(source)]
    office = child.started(command, quiet=True, preexec_fn=_unbound)
    try:
        office.process.wait(limits.seconds or None)
    except subprocess.TimeoutExpired:
        raise FormatError(
            f"{name}：LibreOffice 转换超过 {limits.seconds:g} 秒，已放弃。请用 Word 或 WPS 另存为 docx。",
            f"{name}: given up, LibreOffice took more than {limits.seconds:g} seconds. Save it as docx in Word or WPS.",
        ) from None
    finally:
        child.end(office)


def _unbound() -> None:
    """LibreOffice maps more memory than we allow a parser; what it holds is bounded by its time."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
