"""The faults themselves. Each leaves the lane as a user would find it: the command has ended, the result is what it is."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from combinations import DAMAGE, FULL, KILLS, Combination
from commands import Lane, finished
from outcome import processes

_MARKS = {"kill worker": "reportmine.archive.worker", "kill parser": "reportmine.readers.worker", "kill all": ""}
_SHAPES = (b"{}", b"[]", b"null", b'{"parts": 5}', b'{"parts": {"a": [1]}, "counts": []}')
_STEP = 0.01


def strike(lane: Lane, combination: Combination, length: float, files: list[str], room: int) -> str:
    """Let the fault happen; returns what exactly was done. `length` is how long the command takes undisturbed, `files`
    what it writes, `room` how many bytes that is.
    """
    pick = combination.pick()
    if combination.fault in DAMAGE:
        return damage(lane.out / pick.choice(files), combination.fault, pick, lane.out)
    if combination.fault == FULL:
        return _fill_up(lane, combination.command, int(room * pick.uniform(0, 1.1)))
    process = lane.start(combination.command)
    moment = _wait(lane, process, length, pick)
    if combination.fault in KILLS:
        what = _kill(lane, process, combination.fault)
        return f"{moment}: {what}; {finished(process) or 'went through'}"
    with _changed_input(lane, combination.fault, pick) as what:
        return f"{moment}: {what}; {finished(process) or 'went through'}"


def _wait(lane: Lane, process: "subprocess.Popen[str]", length: float, pick: random.Random) -> str:
    """Wait for a random moment of the run, or for one soon after it began to write; says which."""
    after = pick.uniform(0, length)
    if pick.random() < 0.5:
        before, end = _written(lane.out), time.monotonic() + 60
        while _written(lane.out) == before and process.poll() is None and time.monotonic() < end:
            time.sleep(_STEP)
        after = pick.uniform(0, min(0.2, length))
        time.sleep(after)
        return f"{after:.3f} s after it began to write"
    with suppress(subprocess.TimeoutExpired):
        process.wait(after)
    return f"after {after:.3f} s"


def _written(out: Path) -> set[tuple[str, int, int]]:
    """The files that are there, with size and time, less the lock."""
    found = set()
    for path in out.rglob("*"):
        with suppress(OSError):
            seen = path.stat()
            if path.name != "lock" and not path.is_dir():
                found.add((str(path), seen.st_size, seen.st_mtime_ns))
    return found


def _kill(lane: Lane, process: "subprocess.Popen[str]", target: str) -> str:
    """Kill what is to be killed, if it runs."""
    if target == "kill parent":
        victims = [process.pid] if process.poll() is None else []
    else:
        end = time.monotonic() + 3
        while not (victims := [p for p, line in processes(lane).items() if _MARKS[target] in line]):
            if process.poll() is not None or time.monotonic() > end:
                break
            time.sleep(_STEP)
    for pid in victims:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return f"{len(victims)} killed" if victims else "too late"


def _fill_up(lane: Lane, command: str, room: int) -> str:
    """Do the command on a disk that has `room` bytes left, then make room."""
    aside = lane.place / "aside"
    shutil.rmtree(aside, ignore_errors=True)
    lane.out.rename(aside)
    lane.out.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1g", "faults", str(lane.out)], check=True)
    subprocess.run(["cp", "-a", f"{aside}/.", str(lane.out)], check=True)
    state = os.statvfs(lane.out)
    used = (state.f_blocks - state.f_bfree) * state.f_frsize
    _resize(lane.out, used + room)
    wrong = lane.run(command)
    _resize(lane.out, 1 << 30)
    return f"{room} bytes left: {wrong or 'enough'}"


def _resize(place: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={-(-size // 4096) * 4096}", str(place)], check=True)


def no_mounts(place: Path) -> str:
    """Why no small disk can be mounted here; empty if one can."""
    place.mkdir(parents=True, exist_ok=True)
    tried = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "faults", str(place)], capture_output=True, text=True, check=False
    )
    if tried.returncode == 0:
        subprocess.run(["umount", str(place)], check=True)
    return "" if tried.returncode == 0 else tried.stderr.strip() or "mount failed"


def damage(path: Path, kind: str, pick: random.Random, out: Path) -> str:
    """Damage a file in place, as a bad disk does: its links to other names stay, and flipped bytes leave size and time."""
    data, seen = path.read_bytes(), path.stat()
    if kind == "delete":
        path.unlink()
    elif kind == "empty":
        os.truncate(path, 0)
    elif kind == "truncate":
        os.truncate(path, pick.randrange(len(data)) if data else 0)
    elif kind == "flip":
        flipped = bytearray(data)
        for _ in range(50 if data else 0):
            flipped[pick.randrange(len(data))] ^= pick.randrange(1, 256)
        _overwrite(path, bytes(flipped))
        os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    else:
        _overwrite(path, _other_shape(path, pick, out))
    return f"{kind} {path.relative_to(out)}"


def _overwrite(path: Path, data: bytes) -> None:
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()


def _other_shape(path: Path, pick: random.Random, out: Path) -> bytes:
    """A sound file of the same kind that says something else: JSON or a table of another shape, another file's content."""
    if path.suffix == ".json":
        return pick.choice(_SHAPES)
    if path.suffix == ".parquet":
        sink = pa.BufferOutputStream()
        pq.write_table(pa.table({"a": [1, 2]}), sink)
        return bytes(sink.getvalue())
    others = sorted(f for f in out.rglob(f"*{path.suffix}") if f.is_file() and f.read_bytes() != path.read_bytes())
    return pick.choice(others).read_bytes() if path.suffix and others else b"{}"


@contextmanager
def _changed_input(lane: Lane, kind: str, pick: random.Random) -> Iterator[str]:
    """Some reports vanish, or some are added; afterwards the archive is as it was, with the times it had."""
    aside = lane.place / "inputs aside"
    aside.mkdir(exist_ok=True)
    reports = pick.sample(sorted(f for f in lane.inputs.rglob("*") if f.is_file()), 5)
    if kind == "input vanishes":
        away = [file.rename(aside / file.name) for file in reports]
        yield "5 reports"
        for file, there in zip(reports, away, strict=True):
            there.rename(file)
    else:
        added = [shutil.copy(file, file.with_name(f"新{file.name}")) for file in reports]
        yield "5 reports"
        for file in added:
            file.unlink()
