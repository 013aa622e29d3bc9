"""The wheel and the sdist hold what the product needs, and only that."""

import tarfile
import zipfile
from pathlib import Path

import pytest
from building import ROOT, build


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (path,) = dist.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def sdist(dist: Path) -> Path:
    (path,) = dist.glob("*.tar.gz")
    return path


def files(folder: Path) -> set[str]:
    found = (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {p.relative_to(folder).as_posix() for p in found}


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    source = {f"reportmine/{name}" for name in files(ROOT / "src" / "reportmine")}
    assert source <= set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_the_models(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        for name in files(ROOT / "models"):
            assert packed.read(f"reportmine/models/{name}") == (ROOT / "models" / name).read_bytes()


def test_the_wheel_installs_nothing_beside_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"reportmine"}


def test_the_wheel_carries_the_licence(wheel: Path) -> None:
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in zipfile.ZipFile(wheel).namelist())


def test_the_sdist_builds_the_same_wheel(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as packed:
        packed.extractall(tmp_path, filter="data")
    build(tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path, "wheel")
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_the_sdist_can_run_the_tests(sdist: Path) -> None:
    with tarfile.open(sdist) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    wanted = {"Makefile", "README.md", "LICENSE", "pyproject.toml", "tests/conftest.py", "corpora/organizations.csv"}
    assert wanted <= names
