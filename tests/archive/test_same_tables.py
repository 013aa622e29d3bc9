"""The same input gives the same tables, row for row, whatever way the work is done."""

import json
from pathlib import Path
from typing import Any

import archive_of

import reportmine
from reportmine.tables.schema import TABLES
from reportmine.tables.store import arrow_table, frame

Tables = dict[str, list[dict[str, Any]]]


def test_two_processes_give_the_tables_of_one(archive: Path, undisturbed: Tables, tmp_path: Path) -> None:
    assert archive_of.run(archive, tmp_path / "out", "--jobs", "2").returncode == 0
    assert archive_of.tables(tmp_path / "out") == undisturbed


def test_the_size_of_shards_does_not_show(archive: Path, undisturbed: Tables, tmp_path: Path) -> None:
    assert archive_of.run(archive, tmp_path / "out", env={"SHARD": "9000000"}).returncode == 0
    assert archive_of.tables(tmp_path / "out") == undisturbed


def test_in_memory_the_rows_are_the_same(archive: Path, undisturbed: Tables) -> None:
    found = reportmine.extract([archive])
    for name in TABLES:
        expected = frame(arrow_table(name, undisturbed[name]))
        assert getattr(found, name).equals(expected), name


def test_rows_come_in_the_order_of_paths(undisturbed: Tables) -> None:
    paths = [r["path"] for r in undisturbed["reports"]]
    assert paths == sorted(paths)
    order = {r["report_id"]: i for i, r in reversed(list(enumerate(undisturbed["reports"])))}
    places = [(order[f["report_id"]], f["start"]) for f in undisturbed["facts"]]
    assert places == sorted(places)


def test_a_copy_keeps_its_row_and_has_no_facts_of_its_own(undisturbed: Tables) -> None:
    copies = [r for r in undisturbed["reports"] if r["copy_of"]]
    assert len(copies) == 1 and copies[0]["copy_of"] in {r["path"] for r in undisturbed["reports"] if not r["copy_of"]}
    assert len({f["fact_id"] for f in undisturbed["facts"]}) == len(undisturbed["facts"])


def test_a_name_is_explained_by_a_report_of_the_same_unit(undisturbed: Tables) -> None:
    named = undisturbed["named_measures"]
    explained = [n for n in named if n["source"] == "archive"]
    assert explained and all(n["text"] == "四联服务" and n["known_members"][0] == "联村组" for n in explained)
    offers: dict[str, list[str]] = {}
    for n in named:
        if n["source"] == "text" and n["text"] == "四联服务":
            offers.setdefault(n["organization"], []).append(n["report_id"])
    assert all(n["explained_in"] == min(offers[n["organization"]]) for n in explained)


def test_run_json_says_where_the_seconds_went(archive: Path, tmp_path: Path) -> None:
    archive_of.run(archive, tmp_path / "out")
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert {"plan", "extract", "publish", "csv", "workbook"} <= record["stages"].keys()
    assert {"read", "analyse", "store"} <= record["worker_seconds"].keys()
    assert record["counts"]["reports"] == 60
    assert sum(record["stages"].values()) <= record["seconds"] + 0.01
