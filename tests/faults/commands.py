"""The commands that are struck, the archive they work on, and a lane: a folder in which one combination at a time is played."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "archive"))
sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))

import archive_of
from docx_parts import docx, p

COUNT = 200
_MEASURES = ("理论学习", "调查研究", "推动发展", "检视整改", "建章立制")
_LIMIT = 180.0
_ARGUMENTS = {
    "compare": ["compare", "out", "--quiet"],
    "check": ["check", "out", "--quiet"],
    "kwic": ["usage", "kwic", "out", "整改", "--show", "0"],
    "keyness": ["usage", "keyness", "out", "--a", "organization=*水务局|*林业局", "--show", "0"],
    "reuse": ["usage", "reuse", "out", "--show", "0"],
    "export": ["usage", "export", "out", "out/corpus.conllu", "--show", "0"],
    "train": ["train", "--weak", "out", "-o", "out/model"],
}
NAMES = ("extract", *_ARGUMENTS)


def again(name: str) -> tuple[str, ...]:
    """The one clean run after a fault. What `check` found becomes a sheet of the workbook, which the next extract writes."""
    return {"extract": ("extract",), "check": ("extract", "check", "extract")}.get(name, ("extract", name))


@dataclass(frozen=True, slots=True)
class Lane:
    """A folder with `in`, `out` and `temporary`; commands name them relatively, so that every lane writes the same words."""

    place: Path

    @property
    def out(self) -> Path:
        """The output folder."""
        return self.place / "out"

    @property
    def inputs(self) -> Path:
        """The archive."""
        return self.place / "in"

    @property
    def temporary(self) -> Path:
        """The folder for temporary files."""
        return self.place / "temporary"

    def start(self, name: str) -> "subprocess.Popen[str]":
        """A command under way, in a process group of its own."""
        line = [sys.executable, "-m", "reportmine", *_ARGUMENTS[name]] if name in _ARGUMENTS else _extract()
        own = {"TMPDIR": str(self.temporary), "LANE": str(self.place), "SHARD": "60000", "REPORTMINE_LANG": "en"}
        self.temporary.mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            line, cwd=self.place, env=os.environ | own, text=True, errors="replace", start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, name: str) -> str:
        """Do a command; returns what went wrong, empty if nothing did."""
        return finished(self.start(name))

    def fill(self, source: Path) -> None:
        """Make `out` what `source` is, with its hard links: a table shares its bytes with the store."""
        self.empty()
        if source.is_dir():
            subprocess.run(["cp", "-a", f"{source}/.", str(self.out)], check=True)

    def empty(self) -> None:
        """Make `out` an empty folder."""
        if os.path.ismount(self.out):
            subprocess.run(["umount", str(self.out)], check=True)
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir(parents=True)


def _extract() -> list[str]:
    return archive_of.command(Path("in"), Path("out"), "--jobs", "2", "--quiet")


def finished(process: "subprocess.Popen[str]") -> str:
    """Wait for a command; returns what went wrong, empty if nothing did."""
    try:
        _, said = process.communicate(timeout=_LIMIT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.communicate()
        return f"not done in {_LIMIT:g} seconds"
    lines = said.strip().splitlines() or [""]
    return f"exit status {process.returncode}: {lines[-1]}" if process.returncode else ""


def archive(folder: Path, *, old: bool) -> None:
    """Two hundred reports: text, Word and web pages, some of them copies; `old` is as it was before the struck run:
    some are not there yet, some read differently, and some are there that have gone since.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(COUNT):
        if not (old and number % 8 == 5):
            _write(folder / f"{number % 4}室", number, number + 1000 * (old and number % 20 == 3))
    for number in range(COUNT, COUNT + 3) if old else ():
        _write(folder / "旧", number, number)


def _write(folder: Path, name: int, seed: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    title, _, *body = archive_of.report(seed - (seed % 40 == 39), 8).splitlines()
    first, second = (_MEASURES[(seed + n) % len(_MEASURES)] for n in (0, 2))
    lines = [title, f"一、{first}", *body[:4], f"二、{second}", *body[4:]]
    if name % 5 == 1:
        (folder / f"{name:05d}.docx").write_bytes(docx("".join(map(p, lines))))
    elif name % 10 == 2:
        page = "".join(f"<p>{line}</p>" for line in lines)
        (folder / f"{name:05d}.html").write_text(f'<meta charset="utf-8"><body>{page}</body>', encoding="utf-8")
    else:
        (folder / f"{name:05d}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
