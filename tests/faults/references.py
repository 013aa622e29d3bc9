"""Undisturbed runs: the states that combinations start from, and the output files that they must end with."""

import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from combinations import DAMAGE, Combination
from commands import NAMES, Lane, again, archive
from outcome import differences, snapshot

Files = dict[str, bytes]


@dataclass(slots=True)
class References:
    """States are folders: `nothing`, `old` (every command, over the archive as it was), `new` (extract after that, over the
    archive as it is), `whole` (every command after that).
    """

    place: Path
    wanted: dict[str, Files] = field(default_factory=dict)
    lengths: dict[str, float] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    unsteady: list[str] = field(default_factory=list)  # what is not the same when every command is done twice

    def start(self, combination: Combination) -> Path:
        """The state that a combination starts from."""
        if combination.fault in DAMAGE:
            return self.place / "whole"
        state = "new" if combination.command != "extract" else "nothing" if combination.fresh else "old"
        return self.place / state

    def end(self, combination: Combination) -> Files:
        """The output files that it must end with."""
        return self.wanted["whole" if combination.fault in DAMAGE else self._key(combination)]

    def length(self, combination: Combination) -> float:
        """How long the command takes from there, in seconds."""
        return self.lengths.get(self._key(combination), 0.0)

    def room(self, combination: Combination) -> int:
        """How many bytes it writes, more or less."""
        return sum(len(self.wanted["whole"].get(name, b"")) for name in self.files[combination.command])

    def _key(self, combination: Combination) -> str:
        return f"{combination.command}{' from nothing' if combination.fresh else ''}"


def make(place: Path) -> References:
    """Do the undisturbed runs. Raises `RuntimeError` if a command fails even so."""
    found, lane = References(place), Lane(place / "lane")
    archive(lane.inputs, old=True)
    lane.empty()
    for name in NAMES:
        _do(lane, name)
    _keep(lane, place / "old")
    archive(lane.inputs, old=False)
    for key, state in (("extract from nothing", "nothing"), ("extract", "old")):
        lane.fill(place / state)
        found.lengths[key] = _do(lane, "extract")
        found.wanted[key] = snapshot(lane.out)
    _keep(lane, place / "new")
    for name in NAMES[1:]:
        lane.fill(place / "new")
        found.lengths[name] = _do(lane, name)
        if again(name)[-1] != name:
            _do(lane, again(name)[-1])
        found.wanted[name] = snapshot(lane.out)
    _whole(found, lane)
    return found


def _whole(found: References, lane: Lane) -> None:
    """The state after every command, which files are whose, and whether doing it all again changes anything."""
    lane.fill(found.place / "new")
    for name in NAMES[1:]:
        before = _times(lane.out)
        _do(lane, name)
        found.files[name] = [n for n, seen in _times(lane.out).items() if before.get(n) != seen]
    _do(lane, "extract")
    others = {n for names in found.files.values() for n in names}
    kept = [n for n in _times(lane.out) if n.startswith("usage/") and n not in others]  # words, cut by an earlier usage command
    found.files["keyness"] += kept
    others.update(kept)
    found.files["extract"] = [n for n in _times(lane.out) if n not in others]
    found.wanted["whole"] = snapshot(lane.out)
    _keep(lane, found.place / "whole")
    for name in (*NAMES, "extract"):
        _do(lane, name)
    found.unsteady = differences(snapshot(lane.out), found.wanted["whole"])


def _do(lane: Lane, name: str) -> float:
    """Seconds."""
    begun = time.monotonic()
    if wrong := lane.run(name):
        raise RuntimeError(f"the undisturbed {name} fails: {wrong}")
    return time.monotonic() - begun


def _keep(lane: Lane, state: Path) -> None:
    """Keep what is in the lane as a state."""
    shutil.rmtree(state, ignore_errors=True)
    keeping = Lane(state.parent / "keeping")
    keeping.fill(lane.out)
    keeping.out.rename(state)


def _times(out: Path) -> dict[str, tuple[int, int]]:
    """The files that hold something, and what changes when one is written."""
    files = (f for f in sorted(out.rglob("*")) if f.is_file() and f.stat().st_size)
    return {str(f.relative_to(out)): (f.stat().st_ino, f.stat().st_mtime_ns) for f in files}
