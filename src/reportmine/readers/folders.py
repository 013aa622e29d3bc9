"""The files below a folder, in a fixed order; what is none of the reports is left out, and what cannot be looked into is
said.
"""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .formats import suffix
from .own_results import is_results

_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_LEFTOVER_SUFFIXES = frozenset({"tmp", "bak", "lnk", "crdownload"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file, or a folder that could not be looked into, with the reason; `root` is the folder the user named."""

    path: str
    root: str
    error: OSError | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not searched: these places, and results of earlier runs, of which `tell` gets the path."""

    places: frozenset[str]
    tell: Callable[[str], None]

    def __contains__(self, path: str) -> bool:
        return bool(self.places) and os.path.realpath(path) in self.places

    def results(self, folder: str) -> bool:
        """Whether a folder holds results of ours; says so."""
        if not is_results(folder):
            return False
        self.tell(folder)
        return True


def is_leftover(name: str) -> bool:
    """Lock files of Office, previews, and other things that programs leave about."""
    return name.startswith((".", "~$")) or name.lower() in _LEFTOVERS or suffix(name) in _LEFTOVER_SUFFIXES


def is_folder(path: str) -> bool:
    """Whether there is a folder; what may not be asked is none, where `Path.is_dir` raises."""
    return os.path.isdir(path)  # noqa: PTH112


def walk(root: str, left_out: LeftOut) -> Iterator[Found]:
    """The files below `root`: those of a folder, then those of its folders, by name.

    A folder that cannot be listed, or of whose files the system tells nothing, comes as one `Found` with its error.
    """
    todo = [root]
    while todo:
        folder = todo.pop()
        try:
            files, folders = _listing(folder, left_out)
        except OSError as error:
            yield Found(folder, root, error)
            continue
        yield from (Found(path, root) for path in files)
        todo += [path for path in reversed(folders) if not left_out.results(path)]


def _listing(folder: str, left_out: LeftOut) -> tuple[list[str], list[str]]:
    """Files and folders in a folder, sorted by name. Raises `OSError` if it may not be listed, or not be entered."""
    files: list[str] = []
    folders: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if not is_leftover(entry.name):
                place = _place(entry, files, folders)
                if place is not None:
                    place.append(str(Path(folder) / entry.name))
    return [f for f in sorted(files) if f not in left_out], [f for f in sorted(folders) if f not in left_out]


def _place(entry: "os.DirEntry[str]", files: list[str], folders: list[str]) -> list[str] | None:
    """The list that an entry belongs to; None for a link to a folder, which might lead in circles."""
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except FileNotFoundError:  # gone since it was listed: a row will say so
        return files
    if not stat.S_ISLNK(mode):
        return folders if stat.S_ISDIR(mode) else files
    return None if is_folder(entry.path) else files
