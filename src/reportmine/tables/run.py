"""`OUT/run.json` as everything after `extract` reads it."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..errors import DataError, InputError
from ..regular import read_text


def read_run(out: Path) -> dict[str, Any]:
    """The manifest of the extraction in `out`; empty for tables made by hand. Raises `DataError` if it is damaged."""
    path = out / "run.json"
    if not path.exists():
        return {}
    with suppress(ValueError, RecursionError, InputError):
        run = json.loads(read_text(path, "utf-8"))
        match run:
            case {"options": {"words": str(), "lexicon": str()}} if _dated(run):
                return dict(run)
    raise DataError(
        f"{path}：这个文件损坏或被改动过，不知道当时读了什么、怎样分词。请再运行一次 reportmine extract 汇报文件夹/ -o {out}，它会重新写好。",
        f"{path}: this file is damaged or was changed, and nobody knows what was read and how words were cut. "
        f"Run reportmine extract reports/ -o {out} again, which writes it anew.",
    )


def _dated(run: dict[str, Any]) -> bool:
    """Whether the parts that say when and of what the tables were made are as they should be; an older version has none."""
    match (run.get("tables", {"hash": "", "since": ""}), run.get("inputs", [])):
        case ({"hash": str(), "since": str()}, list()):
            return True
    return False
