"""The rival's own Chinese suite, read as its runner reads it, where the shared folder holds it."""

import importlib.util
import sys
import tomllib
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
from recognizers_adapter import adapter  # noqa: E402

SHARED = HERE.parents[2] / "shared"
SPECS, RUNNER = SHARED / "specs/recognizers", SHARED / "score/recognizers_spec.py"
FLOORS = {"Number": 0.93, "Percent": 0.97, "NumberRangeExperimental": 0.90, "Ordinal": 1.0}

pytestmark = pytest.mark.skipif(
    not (SPECS.is_dir() and RUNNER.is_file()), reason=f"the rival's specs are not here ({SPECS})"
)


@lru_cache(maxsize=1)
def runner() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recognizers_spec", RUNNER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=1)
def outcomes() -> dict[str, list[tuple[str, bool]]]:
    """For each model the inputs, each with whether all its spans are right."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for model in FLOORS:
        cases: list[dict[str, Any]] = runner().load(str(SPECS), model)
        found[model] = [
            (c["Input"], runner().check(c, adapter(model, c["Input"], c.get("Context")), model)["span"]) for c in cases
        ]
    return found


@pytest.mark.parametrize("model", FLOORS)
def test_spans_reach_the_floor(model: str) -> None:
    cases = outcomes()[model]
    share = sum(right for _, right in cases) / len(cases)
    assert share >= FLOORS[model], [text for text, right in cases if not right]


def test_every_difference_is_listed_with_its_reason() -> None:
    listed = tomllib.loads((HERE / "recognizers_differences.toml").read_text(encoding="utf-8"))["difference"]
    failing = {(model, text) for model, cases in outcomes().items() for text, right in cases if not right}
    assert {(d["model"], d["text"]) for d in listed} == failing
    assert all(d["reason"] for d in listed)
