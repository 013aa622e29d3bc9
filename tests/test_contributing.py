"""The page for contributors names every room in the order of the layers, and only files that exist."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / ".github" / "CONTRIBUTING.md"
TEXT = PAGE.read_text(encoding="utf-8")
PRODUCT = ROOT / "src" / "reportmine"


def layers() -> list[tuple[int, str]]:
    """Every room with the number of its layer, from the top, as the contract has them."""
    (contract,) = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    return [(n, room) for n, layer in enumerate(contract["layers"], start=1) for room in layer.split(" : ")]


def recipes() -> list[str]:
    """The lines of each recipe that name its files."""
    return re.findall(r"^### \d .*\n\n(Files: (?:.+\n)+)", TEXT, re.MULTILINE)


def test_the_map_names_every_room_in_its_layer() -> None:
    rooms = re.findall(r"^\| (\d+) \| `(\w+)` \| .+ \|$", TEXT, re.MULTILINE)
    assert [(int(n), room) for n, room in rooms] == layers()


def test_there_are_seven_recipes_and_each_names_its_files_and_its_check() -> None:
    parts = re.split(r"^### \d ", TEXT, flags=re.MULTILINE)[1:]
    assert len(parts) == len(recipes()) == 7
    assert [p.splitlines()[0] for p in parts if "Check: `.venv/bin/pytest " not in p] == []


@pytest.mark.parametrize("number", range(7))
def test_a_recipe_names_files_that_exist_or_says_that_they_are_new(number: int) -> None:
    named = re.findall(r"`([\w./]+\.(?:py|csv|toml|md))`( \(new)?", recipes()[number])
    here = [(name, bool(new), (ROOT / name).exists() or (PRODUCT / name).exists()) for name, new in named]
    assert here and [name for name, new, exists in here if new == exists] == []


def test_every_path_of_the_page_leads_somewhere() -> None:
    new = set(re.findall(r"`([\w./]+)` \(new", TEXT)) | {"cli/web.py"}
    paths = set(re.findall(r"`((?:[\w.]+/)+[\w.]*)`", TEXT)) | set(re.findall(r"(?:tests|corpora)/[\w/.]+\.\w+", TEXT))
    places = (ROOT, PRODUCT)
    assert [p for p in sorted(paths - new) if not any((place / p).exists() for place in places)] == []


def test_links_lead_to_files() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", TEXT)
    assert links and [link for link in links if not (PAGE.parent / link).exists()] == []


def test_both_readmes_lead_here() -> None:
    for name in ("README.md", "README.en.md"):
        assert "(.github/CONTRIBUTING.md)" in (ROOT / name).read_text(encoding="utf-8"), name
