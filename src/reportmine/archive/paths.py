"""What is wrong with the paths of a call, said before anything is done."""

import difflib
import os
from collections.abc import Sequence
from pathlib import Path

from ..readers.folders import is_folder
from ..readers.inputs import STDIN, matches
from ..readers.own_results import FOLDERS, is_results

Words = tuple[str, str]


def missing(inputs: Sequence[str | Path]) -> Words | None:
    """All inputs that are not there, each with the name there is that comes nearest; None if all are there.

    What may not be looked at is not missing: it becomes a row that says so.
    """
    lost = [str(item) for item in inputs if str(item) != STDIN and not _is_there(str(item))]
    guesses = [_nearest(item) for item in lost]
    if not lost:
        return None
    zh = "；".join(f"{item}：找不到" + (f"，是不是 {near}？" if near else "") for item, near in zip(lost, guesses, strict=True))
    en = "; ".join(f"{item}: not found" + (f"; did you mean {near}?" if near else "") for item, near in zip(lost, guesses, strict=True))
    return (
        f"{zh}。请核对路径；在网络盘上的，请看网络盘是否连上。没有做任何事。".replace("？。", "？"),
        f"{en}. Check the path, and whether a network drive is connected. Nothing was done.".replace("?.", "?"),
    )


def misplaced(inputs: Sequence[str | Path], out: Path) -> Words | None:
    """Why results cannot go to `out` or reports cannot come from `inputs`; None if they can.

    Reports may lie below `out` (`-o 项目` for `项目/汇报`), but not where results are written. Of several inputs, as the
    shell makes of `*`, those that are results are only left out.
    """
    named = [path for item in map(str, inputs) if item != STDIN for path in matches(item)]
    results = [path for path in named if is_folder(path) and is_results(path)]
    target = _real(out)
    written = {target / name for name in FOLDERS}
    for path in named:
        place = _real(path)
        if place == target and (path not in results or len(named) == 1):
            return (
                f"-o {out} 就是 INPUT {path}：结果会混进报告里。请给结果另选一个文件夹，如 -o 结果。",
                f"-o {out} is INPUT {path}: results would mix with the reports. Choose another folder, such as -o results.",
            )
        if not written.isdisjoint((place, *place.parents)):
            return (
                f"INPUT {path} 在结果文件夹 {out} 里，extract 要在那里写结果。请把报告移到别处，或另选 -o。",
                f"INPUT {path} lies where extract writes its results ({out}). Move the reports, or choose another -o.",
            )
    if results and len(results) == len(named) and STDIN not in map(str, inputs):
        return (
            f"INPUT {results[0]} 是 reportmine 的结果文件夹，不是报告。请给出报告所在的文件夹；里面若有报告，请先移出来。",
            f"INPUT {results[0]} holds results of reportmine, not reports. Give the folder of the reports; if there are any in it, move them out first.",
        )
    return None


def _real(path: str | Path) -> Path:
    return Path(os.path.realpath(path))


def _is_there(item: str) -> bool:
    try:
        Path(item).lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return item != "" and matches(item) not in ([], [item])
    except OSError:
        pass
    return item != ""


def _nearest(item: str) -> str:
    """What is there and called most like the first part of the path that is not there; empty if nothing is."""
    place = Path(item)
    while not is_folder(str(place.parent)) and place != place.parent:
        place = place.parent
    try:
        names = sorted(p.name for p in place.parent.iterdir() if not p.name.startswith("."))
    except OSError:
        return ""
    return next((str(place.parent / n) for n in difflib.get_close_matches(place.name, names, n=1)), "")
