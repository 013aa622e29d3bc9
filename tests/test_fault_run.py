"""The fault run (`make faults`) itself: it draws the same combinations every time, its damage is damage, it sees what is not whole."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "faults"))

from combinations import DAMAGE, FAULTS, combinations
from commands import NAMES, Lane, archive
from outcome import differences, leftovers, snapshot
from strikes import damage

ONLY_EXTRACT = {"kill worker", "kill parser", "kill all", "input vanishes", "input is added"}


def test_a_combination_is_the_same_by_its_number_whatever_the_count() -> None:
    assert combinations(200)[17] == combinations(18)[17]
    assert combinations(200)[17].pick().random() == combinations(18)[17].pick().random()


def test_two_hundred_combinations_hold_every_fault_with_every_command_it_can_strike() -> None:
    drawn = {(c.fault, c.command) for c in combinations(200)}
    assert drawn == {(f, n) for f in FAULTS for n in NAMES if n == "extract" or f not in ONLY_EXTRACT}


@pytest.mark.parametrize("kind", DAMAGE)
@pytest.mark.parametrize("name", ["tables/facts/part-00000.parquet", "run.json", "pages/index.html"])
def test_damage_is_seen_in_the_comparison(tmp_path: Path, kind: str, name: str) -> None:
    for file in (name, "pages/other.html", "other.parquet"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(f'{{"counts": {{"facts": 1}}, "of": "{file}"}}', encoding="utf-8")
    whole = snapshot(tmp_path)
    damage(tmp_path / name, kind, random.Random(3), tmp_path)
    assert [d.split()[0] for d in differences(snapshot(tmp_path), whole)] == [name]


def test_damage_in_place_strikes_every_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(100))
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    time = (tmp_path / "a").stat().st_mtime_ns
    damage(tmp_path / "a", "flip", random.Random(3), tmp_path)
    assert (tmp_path / "b").read_bytes() == (tmp_path / "a").read_bytes() != bytes(100)
    assert (tmp_path / "b").stat().st_mtime_ns == time


def test_only_times_and_what_was_reused_may_differ_in_the_manifest(tmp_path: Path) -> None:
    def manifest(seconds: int, facts: int) -> dict[str, bytes]:
        text = f'{{"seconds": {seconds}, "counts": {{"facts": {facts}, "reused": {seconds}}}}}'
        (tmp_path / "run.json").write_text(text, encoding="utf-8")
        return snapshot(tmp_path)

    assert differences(manifest(1, 5), manifest(2, 5)) == []
    assert differences(manifest(1, 5), manifest(1, 6)) == ["run.json differs"]


def test_what_is_left_in_the_temporary_folder_is_said(tmp_path: Path) -> None:
    lane = Lane(tmp_path)
    (lane.temporary / "reportmine-run-a").mkdir(parents=True)
    assert leftovers(lane) == ["reportmine-run-a is left in the temporary folder"]


def test_the_archive_is_the_same_every_time_and_was_another_before(tmp_path: Path) -> None:
    def read(folder: Path, *, old: bool) -> dict[str, bytes]:
        archive(folder, old=old)
        return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*.txt")}

    new, old = read(tmp_path / "a", old=False), read(tmp_path / "a", old=True)
    assert new == read(tmp_path / "b", old=False)
    assert new.keys() - old.keys() and old.keys() - new.keys() and any(new[k] != old[k] for k in new.keys() & old.keys())
