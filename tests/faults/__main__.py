"""The fault run: `make faults`, or for one combination alone `make faults ONLY=17`.

Two hundred combinations of a fault (a kill, a full disk, a damaged file, inputs that come and go) and a command. After each
the same command is run once more, undisturbed, and then every output file must be what it would be had nothing happened.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from combinations import FAULTS, FULL, Combination, combinations
from commands import NAMES, Lane, again
from outcome import differences, leftovers, snapshot
from references import References, make
from strikes import no_mounts, strike

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Result:
    """What was done in a combination, and what was wrong afterwards."""

    combination: Combination
    done: str
    wrong: list[str]


def play(combination: Combination, lane: Lane, references: References) -> Result:
    """The fault, one clean run, the comparison."""
    name = combination.command
    lane.fill(references.start(combination))
    shutil.rmtree(lane.temporary, ignore_errors=True)
    lane.temporary.mkdir()
    files, room = references.files[name], references.room(combination)
    done = strike(lane, combination, references.length(combination), files, room)
    wrong = []
    for step in again(name):
        if failed := lane.run(step):
            wrong.append(f"{step} again: {failed}")
    wrong += differences(snapshot(lane.out), references.end(combination)) + leftovers(lane)
    return Result(combination, done, wrong)


def run(wanted: list[Combination], references: References, lanes: int) -> list[Result]:
    """Play them all, printing how each ended."""
    place = references.place
    idle: SimpleQueue[Lane] = SimpleQueue()
    for number in range(lanes):
        lane = Lane(place / f"lane {number}")
        shutil.copytree(place / "lane" / "in", lane.inputs)
        idle.put(lane)

    def one(combination: Combination) -> Result:
        lane = idle.get()
        try:
            result = play(combination, lane, references)
        finally:
            lane.empty()
            idle.put(lane)
        shown = "identical" if not result.wrong else "NOT IDENTICAL: " + "; ".join(result.wrong[:_SHOWN])
        more = f"; {len(result.wrong) - _SHOWN} more" if len(result.wrong) > _SHOWN else ""
        print(f"{combination.number:>4}  {combination}  [{result.done}]  {shown}{more}", flush=True)
        return result

    pool = ThreadPoolExecutor(lanes)
    try:
        return list(pool.map(one, wanted))
    finally:  # also after Ctrl-C: those under way end and take their small disks away
        pool.shutdown(cancel_futures=True)


def table(results: list[Result]) -> str:
    """How many were identical, of how many, by fault and command."""
    tried = Counter((r.combination.fault, r.combination.command) for r in results)
    good = Counter((r.combination.fault, r.combination.command) for r in results if not r.wrong)
    lines = [f"{'':<16}" + "".join(f"{name:>9}" for name in NAMES)]
    for fault in FAULTS:
        cells = (f"{good[fault, n]}/{tried[fault, n]}" if tried[fault, n] else "–" for n in NAMES)
        lines.append(f"{fault:<16}" + "".join(f"{cell:>9}" for cell in cells))
    return "\n".join(lines)


def main() -> int:
    """The exit status: 0 if every combination ended as if nothing had happened."""
    parser = argparse.ArgumentParser(prog="tests/faults", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many combinations (200)")
    parser.add_argument("--only", type=int, nargs="*", help="these alone, by number")
    parser.add_argument("--lanes", type=int, default=2, help="how many at a time (2)")
    options = parser.parse_args()
    if sys.platform != "linux":
        print("The fault run finds processes in /proc and mounts small disks: it needs Linux.")
        return 1
    wanted = combinations(max([options.count - 1, *(options.only or ())]) + 1)
    wanted = [c for c in wanted if c.number in options.only] if options.only else wanted
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        if why := no_mounts(Path(folder) / "disk"):
            skipped = [c for c in wanted if c.fault == FULL]
            wanted = [c for c in wanted if c.fault != FULL]
            print(f"{len(skipped)} combinations with a full disk are skipped, no disk can be mounted here: {why}")
        begun = time.monotonic()
        references = make(Path(folder))
        print(f"undisturbed runs: {time.monotonic() - begun:.0f} s", flush=True)
        if references.unsteady:
            print("not the same when done twice, without any fault: " + "; ".join(references.unsteady), flush=True)
        results = run(wanted, references, options.lanes)
    good = sum(not r.wrong for r in results)
    print(f"\n{table(results)}\n\n{good} of {len(results)} identical, {time.monotonic() - begun:.0f} s")
    return 0 if good == len(results) and not references.unsteady else 1


if __name__ == "__main__":
    sys.exit(main())
