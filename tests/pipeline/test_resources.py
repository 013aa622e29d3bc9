"""Two pipelines with two folders of word lists live side by side, and a folder reaches every list that it may hold."""

from pathlib import Path

import pytest

import reportmine
from reportmine.archive.memory import extract
from reportmine.model import Report
from reportmine.pipeline import process
from reportmine.readers import text_report
from reportmine.resources import Resources

UNIT = "unit,kind,dimension,factor,base_unit,example,not_before,masks\n"


def folder(place: Path, **lists: str) -> Path:
    place.mkdir(parents=True)
    for name, text in lists.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return place


def test_two_lexicons_answer_side_by_side(tmp_path: Path) -> None:
    first = folder(tmp_path / "甲", units=f"{UNIT}案次,count,event,,,办理3案次,,yes\n")
    second = folder(tmp_path / "乙", units=f"{UNIT}炉次,count,event,,,冶炼300炉次,,yes\n")
    one, two, ours = reportmine.load(lexicon=first), reportmine.load(lexicon=second), reportmine.load()
    text = "办理12案次，冶炼300炉次。"
    for _ in range(2):
        assert [f.unit for f in one(text)._.facts] == ["案次"]
        assert [f.unit for f in two(text)._.facts] == ["案", "炉次"]
        assert [f.unit for f in ours(text)._.facts] == ["案"]


def test_an_extraction_with_a_lexicon_changes_no_pipeline(tmp_path: Path, nlp) -> None:
    own = folder(tmp_path / "甲", units=f"{UNIT}案次,count,event,,,办理3案次,,yes\n")
    (tmp_path / "报告.txt").write_text("办理12案次。", encoding="utf-8")
    assert list(extract(tmp_path / "报告.txt", lexicon=own).facts["unit"]) == ["案次"]
    assert list(extract(tmp_path / "报告.txt").facts["unit"]) == ["案"]
    assert [f.unit for f in nlp("办理12案次。")._.facts] == ["案"]


def test_a_folder_that_changed_is_read_anew(tmp_path: Path) -> None:
    own = folder(tmp_path / "甲", units=f"{UNIT}案次,count,event,,,办理3案次,,yes\n")
    (tmp_path / "报告.txt").write_text("办理12案次，冶炼300炉次。", encoding="utf-8")
    assert list(extract(tmp_path / "报告.txt", lexicon=own).facts["unit"]) == ["案次"]
    (own / "units.csv").write_text(f"{UNIT}炉次,count,event,,,冶炼300炉次,,yes\n", encoding="utf-8")
    assert list(extract(tmp_path / "报告.txt", lexicon=own).facts["unit"]) == ["案", "炉次"]


@pytest.mark.parametrize(
    ("name", "rows", "text", "what"),
    [
        ("terms", "term,tag,example\n澜江清波行动,nz,开展澜江清波行动\n", "开展澜江清波行动3次。", lambda d: "澜江清波行动" in d.words.words),
        ("role_words", "word,class\n督战,noun\n", "督战项目12个。", lambda d: [f.object for f in d.facts] == ["督战项目"]),
        ("status_cues", "status,cue,example\nplanned,准备着手,准备着手建设\n", "准备着手建设12所学校。", lambda d: [f.status for f in d.facts] == ["planned"]),
        ("set_phrases", "phrase,reason,example\n八百里加急,fixed,八百里加急\n", "八百里加急。", lambda d: not d.facts),
        ("issuing_verbs", "verb,made,example\n擘画,yes,擘画《办法》\n", "擘画《办法》。", lambda d: d.citations[0].action == "擘画"),
        ("labels", "label,example\n工作图谱,三学工作图谱\n", "推行“三学”工作图谱。", lambda d: d.named_measures[0].label == "工作图谱"),
        ("not_measures", "name,match,example\n三学,whole,三学\n", "推行“三学”。", lambda d: not d.named_measures),
        ("outline_cues", "role,where,cue,example\nnext_steps,start,往后看,往后看\n", "前言。\n往后看，抓落实。\n后记很长很长。\n完。\n终。\n末。", lambda d: d.paragraphs[1].role == "next_steps"),
    ],
)  # fmt: skip
def test_every_step_reads_the_lists_it_is_given(tmp_path: Path, name: str, rows: str, text: str, what) -> None:
    ours = Resources()
    header = next(iter(ours.listing(name))).keys()
    given = [r.split(",") for r in rows.splitlines()]
    cells = dict(zip(given[0], given[1], strict=True))
    sample = next(iter(ours.listing(name)))
    line = ",".join(cells.get(c, sample[c]) for c in header)
    own = folder(tmp_path / "词库", **{name: f"{','.join(header)}\n{line}\n"})
    assert what(process(Report(text), resources=Resources(own)))
    assert not what(process(Report(text)))


def test_metadata_reads_the_lists_it_is_given(tmp_path: Path) -> None:
    from reportmine.readers import describe

    own = folder(tmp_path / "词库", organization_cues="cue,roles\n专班,end\n")
    report = text_report("澜江治理专班关于治理情况的报告\n整改3项。")
    assert describe(report, resources=Resources(own)).organization == "澜江治理专班"
    assert report.organization != "澜江治理专班"
