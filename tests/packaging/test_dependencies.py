"""Everything imported is declared, and everything declared is imported."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest
from building import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BASE = PROJECT["dependencies"]
EXTRAS = PROJECT["optional-dependencies"]
# modules of extras under another name, for when they are not installed
BROUGHT = {"PIL": "pillow"}


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(r).name) for r in requirements}


def modules() -> Iterator[str]:
    """The top-level names that the package imports, by statement or by `import_module("…")`."""
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import():
                    yield from (alias.name.partition(".")[0] for alias in node.names)
                case ast.ImportFrom(level=0, module=str(module)):
                    yield module.partition(".")[0]
                case ast.Call(func=ast.Name("import_module"), args=[ast.Constant(str(module)), *_]):
                    yield module.partition(".")[0]


@pytest.fixture(scope="module")
def imported() -> set[str]:
    """The distributions that the package imports."""
    outside = set(modules()) - sys.stdlib_module_names - {"reportmine"}
    known = packages_distributions()
    return {canonicalize_name(BROUGHT.get(m) or known.get(m, [m])[0]) for m in outside if m}


def test_what_is_imported_is_declared(imported: set[str]) -> None:
    assert imported - names(BASE) - names([r for extra in EXTRAS.values() for r in extra]) == set()


def test_what_is_declared_is_imported(imported: set[str]) -> None:
    assert names(BASE) - imported == set()


@pytest.mark.parametrize("requirement", BASE + [r for extra in EXTRAS.values() for r in extra])
def test_every_dependency_has_a_lower_bound(requirement: str) -> None:
    assert {s.operator for s in Requirement(requirement).specifier} & {">=", "=="}
