"""Which state of the tables `compare` and `check` worked from, so that what they made can be told to be old.

`OUT/.reportmine/made.json` holds a token of the tables for each: {"compare": "5f0c…", "check": "5f0c…"}.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from ..errors import InputError
from ..files import write_text
from ..readers.own_results import STORE
from ..regular import read_text
from ..tables.store import published

_FILES = {"compare": ("comparison.xlsx", "pages/index.html"), "check": ("problems.xlsx",)}


def state_of(out: Path) -> str:
    """A token of the tables that `extract` wrote: equal for equal content, whenever and in how many runs it came about."""
    known = published(out)
    return _state(known.parts if known else ())


def _state(parts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(tuple(parts)).encode()).hexdigest()[:16]


def is_current(out: Path, what: str) -> bool:
    """Whether `what` (`compare`, `check`) was last made from the tables as they are; false if that is not known."""
    return _made(out).get(what) == state_of(out)


def was_made_from(out: Path, what: str, parts: Sequence[str]) -> bool:
    """Whether `what` was last made from tables of these parts (their signatures), as `.parts.json` had them."""
    return _made(out).get(what) == _state(parts)


def mark_made(out: Path, what: str) -> None:
    """Note that `what` was made from the tables as they are; called under the lock, under which they were read.

    Raises `OSError` if it cannot be written.
    """
    write_text(out / STORE / "made.json", json.dumps(_made(out) | {what: state_of(out)}) + "\n")


def old(out: Path) -> dict[str, list[str]]:
    """Those of `compare` and `check` whose results lie in `out` and were made from other tables than are there now."""
    there = {what: [f for f in files if (out / f).exists()] for what, files in _FILES.items()}
    return {what: files for what, files in there.items() if files and not is_current(out, what)}


def _made(out: Path) -> dict[str, str]:
    """What is noted; nothing if the note is missing or damaged: then results count as old."""
    try:
        found = json.loads(read_text(out / STORE / "made.json", "utf-8"))
    except (OSError, ValueError, RecursionError, InputError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
