"""The plan is a function of the sources alone."""

from pathlib import Path

from archive_of import make

from reportmine import readers
from reportmine.archive.plan import Plan, Shard


def planned(*inputs: Path, size: int = 30_000) -> list[Shard]:
    plan = Plan(readers.discover(list(inputs)))
    found = list(plan.shards(size))
    plan.close()
    return found


def test_the_order_in_which_inputs_are_named_does_not_matter(tmp_path: Path) -> None:
    a, b = make(tmp_path / "甲", 30), make(tmp_path / "乙", 30)
    assert planned(a, b) == planned(b, a)
    assert [i.source.path for s in planned(a, b) for i in s.items] == sorted(i.source.path for s in planned(a, b) for i in s.items)


def test_rows_of_a_table_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    rows = "\n".join(f'{{"text": "组织学习{n}次。"}}' for n in range(2, 14))
    (tmp_path / "表.jsonl").write_text(rows, encoding="utf-8")
    paths = [i.source.path for s in planned(tmp_path) for i in s.items]
    assert [p.rpartition("#")[2] for p in paths] == [str(n) for n in range(1, 13)]


def test_shards_are_of_about_the_same_size(tmp_path: Path) -> None:
    weights = [sum(i.source.size + 4096 for i in s.items) for s in planned(make(tmp_path, 400))]
    assert len(weights) > 20
    assert max(weights) <= 2 * 30_000 + 8192
    assert min(weights[:-1]) >= 30_000 // 2


def test_a_file_more_or_less_changes_only_the_shards_around_it(tmp_path: Path) -> None:
    before = planned(make(tmp_path, 400))
    (tmp_path / "1室" / "00101.txt").unlink()
    (tmp_path / "2室" / "00102a.txt").write_text("组织学习12次。", encoding="utf-8")
    changed = {s.key for s in planned(tmp_path)} - {s.key for s in before}
    assert 1 <= len(changed) <= 8


def test_what_the_user_says_of_a_file_is_part_of_its_state(tmp_path: Path) -> None:
    make(tmp_path, 3)
    told = Plan(readers.discover([tmp_path], lookup=lambda path: readers.Given("某局", "") if path.endswith("1.txt") else None))
    stamps = [i.stamp for s in told.shards(30_000) for i in s.items]
    untold = [i.stamp for s in planned(tmp_path) for i in s.items]
    assert sum(a != b for a, b in zip(stamps, untold, strict=True)) == 1
