"""Floors that figures must not sink under, kept beside the gold: quality cannot be lost unseen."""

import json
from collections.abc import Mapping
from pathlib import Path

from ..errors import DataError, InputError, UserDataError
from ..files import write_text
from ..regular import read_text


def load_floors(path: Path) -> dict[str, float]:
    """Floors by figure. Raises `DataError` if the file is no JSON object of numbers."""
    try:
        floors = {str(k): float(v) for k, v in json.loads(read_text(path))["floors"].items()}
    except (OSError, InputError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        raise UserDataError(
            f'{path}：不是下限文件。应为 {{"floors": {{"strict": 0.97, …}}}}。',
            f'{path}: no file of floors. It should be {{"floors": {{"strict": 0.97, …}}}}.',
        ) from None
    return floors


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The figures under their floor, in words; a figure that is missing counts as under."""
    return [f"{name} {figures.get(name, 0.0):.4f} < {floor}" for name, floor in floors.items() if figures.get(name, 0.0) < floor]


def raise_floors(path: Path, figures: Mapping[str, float], reason: str) -> None:
    """Write new floors (a little under the figures) with the reason; lowering one needs a reason that is not empty."""
    old = load_floors(path) if path.exists() else {}
    new = {name: round(value - 0.005, 3) for name, value in figures.items()}
    lowered = [n for n, v in old.items() if new.get(n, 0.0) < v]
    if lowered and not reason:
        raise DataError(
            f"{path}：{'、'.join(lowered)} 会低于现有下限；确要降低，请用 --reason 说明理由。",
            f"{path}: {', '.join(lowered)} would sink below the floor; if that is meant, give a --reason.",
        )
    write_text(path, json.dumps({"floors": new, "reason": reason}, ensure_ascii=False, indent=1) + "\n")
