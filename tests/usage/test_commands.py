"""The commands: what they write, that the command they print makes it again, and that none needs more than a few seconds."""

import json
import shlex
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from reportmine.cli import main
from reportmine.cli.usage import command as usage
from reportmine.usage import Corpus, export, load_corpus

CALLS = [
    "kwic OUT 整改 --sort right --width 12",
    "kwic OUT '开展/v */n' --pattern",
    "keyness OUT --a genre=工作总结 --ngram 2 --no-ritual",
    "collocations OUT 整改 --window 3",
    "collocations OUT --window 0 --min-count 8",
    "panel OUT --by genre --by when",
    "phrases OUT",
    "phrases OUT --kind runs --min-count 1 --min-reports 1",
    "reuse OUT --similarity 0.4 --min-characters 8",
    "reuse OUT --table pairs --similarity 0.4",
    "diffusion OUT 一线 四下基层 --over units",
    "diffusion OUT --named --min-units 2",
    "profile OUT --by unit",
]  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_the_printed_command_makes_the_same_file_again(call: str, sample: Corpus, tmp_path: Path) -> None:
    arguments = ["usage", *shlex.split(call.replace("OUT", str(sample.results.out))), "-o", str(tmp_path / "一.csv")]
    first = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert first.exit_code == 0, first.output
    before = (tmp_path / "一.csv").read_bytes()
    assert before.startswith(b"\xef\xbb\xbf")
    again = next(line for line in first.output.splitlines() if line.startswith("复现："))
    (tmp_path / "一.csv").unlink()
    second = CliRunner().invoke(main, shlex.split(again.removeprefix("复现："))[1:], catch_exceptions=False)
    assert second.exit_code == 0, second.output
    assert (tmp_path / "一.csv").read_bytes() == before


def test_provenance_stands_beside_the_result(sample: Corpus, tmp_path: Path) -> None:
    target = tmp_path / "p.parquet"
    result = CliRunner().invoke(main, ["usage", "panel", str(sample.results.out), "-o", str(target)], catch_exceptions=False)
    assert result.exit_code == 0
    record = json.loads((tmp_path / "p.parquet.provenance.json").read_text(encoding="utf-8"))
    assert record["word_lists"].keys() == {"stop_words", "ritual_formulas", "concepts"}
    assert record["input"]["reports"] == len(sample.reports)
    assert record["settings"]["by"] == ["unit", "when"]
    assert len(pd.read_parquet(target)) > 0


def test_every_command_ends_its_help_with_an_example() -> None:
    for name, command in usage.commands.items():
        text = CliRunner().invoke(usage, [name, "--help"]).output
        assert f"reportmine usage {name} " in text
        assert command.help


def test_an_unknown_field_is_one_line_of_error(sample: Corpus) -> None:
    result = CliRunner().invoke(main, ["usage", "kwic", str(sample.results.out), "整改", "--where", "year~3"])
    assert result.exit_code == 1
    assert "看不懂条件" in result.output


@pytest.mark.parametrize("call", ["keyness OUT --a genre=工作总结", "panel OUT", "profile OUT", "kwic OUT 整改", "phrases OUT"])
def test_pictures_are_the_same_each_time(call: str, sample: Corpus, tmp_path: Path) -> None:
    images = []
    for name in ("a.svg", "b.svg"):
        arguments = shlex.split(call.replace("OUT", str(sample.results.out)))
        target = tmp_path / name
        out = ["-o", str(tmp_path / "t.csv"), "--picture", str(target)]
        assert CliRunner().invoke(main, ["usage", *arguments, *out], catch_exceptions=False).exit_code == 0
        images.append(target.read_bytes())
    assert images[0] == images[1]


def test_docbin_keeps_tags_spans_and_metadata(small: Corpus, tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    export(small, tmp_path / "语料.spacy", format_="docbin")
    docs = list(DocBin().from_disk(tmp_path / "语料.spacy").get_docs(spacy.blank("zh").vocab))
    assert [d.text for d in docs] == small.texts
    assert all(len(d.spans["facts"]) for d in docs)
    assert docs[0].user_data["organization"] == small.reports["organization"][0]
    assert all(t.tag_ for d in docs for t in d)


def test_conllu_has_ten_columns_and_true_offsets(small: Corpus, tmp_path: Path) -> None:
    export(small, tmp_path / "a.conllu")
    text = ""
    for line in (tmp_path / "a.conllu").read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            text = small.texts[list(small.reports["report_id"]).index(line.removeprefix("# newdoc id = "))]
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            assert len(cells) == 10
            place = dict(f.split("=") for f in cells[9].split("|"))
            assert text[int(place["start"]) : int(place["end"])] == cells[1]


def test_quanteda_rows_and_antconc_files_hold_the_same_words(small: Corpus, tmp_path: Path) -> None:
    export(small, tmp_path / "q.csv", format_="quanteda")
    files = export(small, tmp_path / "antconc", format_="antconc")["file"]
    rows = pd.read_csv(tmp_path / "q.csv", dtype=str).set_index("doc_id")["text"]
    for report_id, file in zip(small.reports["report_id"], files, strict=True):
        assert Path(file).read_text(encoding="utf-8").strip() == rows[report_id]
        assert "走访 群众" in rows[report_id]


def test_words_of_other_reports_do_not_pile_up(small: Corpus) -> None:
    assert len(small.words)
    (kept,) = (small.results.out / "usage").glob("words-*.parquet")
    kept.with_name("words-0123456789abcdef.parquet").write_bytes(b"of an earlier extraction")
    assert len(load_corpus(small.results.out).words)
    assert list((small.results.out / "usage").glob("words-*.parquet")) == [kept]


def test_words_are_kept_and_used_again(small: Corpus) -> None:
    assert len(small.words)
    kept = sorted((small.results.out / "usage").glob("words-*.parquet"))
    stamp = kept[0].stat().st_mtime_ns
    assert (load_corpus(small.results.out).words.code == small.words.code).all()
    assert kept == sorted((small.results.out / "usage").glob("words-*.parquet"))
    assert kept[0].stat().st_mtime_ns == stamp


def test_without_a_chinese_font_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib import font_manager

    from reportmine.errors import DataError
    from reportmine.usage import fonts

    fonts.chinese_font.cache_clear()
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    monkeypatch.setattr(fonts, "packaged", list)
    with pytest.raises(DataError, match="fonts-noto-cjk"):
        fonts.chinese_font()
    fonts.chinese_font.cache_clear()


def test_words_are_cut_with_the_lexicon_of_the_extraction(tmp_path: Path) -> None:
    from reportmine.archive import Options, extract
    from reportmine.archive.work import Settings

    own = tmp_path / "词库"
    own.mkdir()
    (own / "terms.csv").write_text("term,tag,example\n澜江清波行动,nz,开展澜江清波行动\n", encoding="utf-8")
    (tmp_path / "甲.txt").write_text("市水利局开展澜江清波行动3次。", encoding="utf-8")
    extract((str(tmp_path / "甲.txt"),), Options(out=tmp_path / "out", settings=Settings(lexicon=own), jobs=1))
    assert "澜江清波行动" in load_corpus(tmp_path / "out").words.index


EVIL = {"$甲_1$\x1b\u2028|局:工作\t总结.txt": "我们坚持“真抓\t实\r干\x1b\u2028”。全年开展$x_$调研12次，走访群众300人。" * 3}


def test_a_break_inside_a_word_ends_no_cell_and_no_line_of_conllu(make, tmp_path: Path) -> None:
    export(make(EVIL), tmp_path / "a.conllu")
    lines = (tmp_path / "a.conllu").read_bytes().decode().splitlines()
    assert all(len(line.split("\t")) == 10 for line in lines if line and not line.startswith("#"))


def test_files_for_antconc_have_names_that_every_system_takes(make, tmp_path: Path) -> None:
    (file,) = export(make(EVIL), tmp_path / "antconc", format_="antconc")["file"]
    assert Path(file).is_file() and not set(Path(file).name) & set('\x1b\u2028|:\t')


def test_names_with_signs_of_formulas_and_controls_are_drawn(make, tmp_path: Path) -> None:
    from lxml import etree

    out = make(EVIL).results.out
    target = tmp_path / "a.svg"
    result = CliRunner().invoke(main, ["usage", "kwic", str(out), "调研", "-o", str(tmp_path / "t.csv"), "--picture", str(target)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    etree.parse(target)


def test_a_picture_of_another_kind_is_one_line(small: Corpus, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["usage", "kwic", str(small.results.out), "走访", "-o", str(tmp_path / "t.csv"), "--picture", str(tmp_path / "a.bmp")])
    assert result.exit_code == 1 and "只能画 .svg" in result.output


def test_provenance_names_the_table_it_belongs_to(small: Corpus, tmp_path: Path) -> None:
    from hashlib import sha256

    CliRunner().invoke(main, ["usage", "kwic", str(small.results.out), "走访", "-o", str(tmp_path / "t.csv")], catch_exceptions=False)
    record = json.loads((tmp_path / "t.csv.provenance.json").read_text(encoding="utf-8"))
    assert record["sha256"] == sha256((tmp_path / "t.csv").read_bytes()).hexdigest()


def test_tables_that_are_exchanged_while_they_are_read_are_one_line(small: Corpus, tmp_path: Path) -> None:
    import shutil

    from reportmine.errors import DataError
    from reportmine.tables.store import unchanged

    out = tmp_path / "out"
    shutil.copytree(small.results.out, out)
    with pytest.raises(DataError, match="换上了新的表格"), unchanged(out):
        shutil.copytree(out / "tables", out / "new")
        (out / "tables").rename(out / "old")
        (out / "new").rename(out / "tables")
