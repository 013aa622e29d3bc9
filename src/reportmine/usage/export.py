"""For other tools: spaCy DocBin, CoNLL-U, quanteda (one CSV) and AntConc (segmented text files)."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pandas as pd

from ..errors import DataError
from ..files import draft_of, replaced, replaced_together, write_bytes
from .corpus import Corpus
from .provenance import measured
from .results import csv_bytes
from .selection import report_mask

FORMATS = ("docbin", "conllu", "quanteda", "antconc")
_VARIABLES = ("report_id", "path", "organization", "title", "period", "year", "genre", "taxonomy")
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")  # what a reader may take for the end of a cell or a line
_UNNAMEABLE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]')
_LONGEST_STEM = 70  # characters; a name holds 255 bytes
_UNIVERSAL = {
    "n": "NOUN", "nr": "PROPN", "ns": "PROPN", "nt": "PROPN", "nz": "PROPN", "nw": "PROPN", "v": "VERB", "a": "ADJ", "b": "ADJ",
    "z": "ADJ", "d": "ADV", "m": "NUM", "Q": "NUM", "q": "NOUN", "r": "PRON", "p": "ADP", "c": "CCONJ", "u": "PART", "y": "PART",
    "e": "INTJ", "o": "INTJ", "x": "PUNCT", "w": "PUNCT", "t": "NOUN", "f": "ADP", "s": "NOUN", "j": "NOUN", "i": "X", "l": "X",
    "k": "PART", "h": "PART", "g": "X", "eng": "X",
}  # fmt: skip


@measured
def export(corpus: Corpus, target: Path, *, format_: str = "conllu", where: str = "", tags: bool = False) -> pd.DataFrame:
    """Write the sub-corpus to `target` in another tool's format; returns the reports written, with `file`.

    `docbin`: one .spacy file with tags and the spans facts, named_measures and documents; the reports' metadata are in
    `doc.user_data`. `conllu`: one file, a sentence a block, jieba's tag in XPOS and a rough UPOS, offsets into
    `reports.text` in MISC, no dependencies. `quanteda`: one CSV with `doc_id`, `text` (words with blanks between) and
    docvars; read with `tokens(corpus(read.csv(…)), what = "fasterword")`. `antconc`: a folder of UTF-8 text files, one a
    report; `tags` writes word_tag.
    """
    writers: dict[str, Callable[[Corpus, list[int], Path, bool], list[Path]]] = {
        "docbin": _docbin, "conllu": _conllu, "quanteda": _quanteda, "antconc": _antconc,
    }  # fmt: skip
    if format_ not in writers:
        raise DataError(
            f"没有 {format_!r} 这种格式；可选 {'、'.join(FORMATS)}。",
            f"no format {format_!r}; there are {', '.join(FORMATS)}.",
        )
    rows = [i for i, meant in enumerate(report_mask(corpus, where)) if meant]
    if not rows:
        raise DataError(
            f"没有符合条件的报告：{where!r}。请放宽 --where。",
            f"no report fits {where!r}. Loosen --where.",
        )
    files = writers[format_](corpus, rows, target, tags)
    return corpus.reports.loc[rows, list(_VARIABLES)].assign(file=[str(f) for f in files]).reset_index(drop=True)


def _variables(corpus: Corpus, row: int) -> dict[str, object]:
    report = corpus.reports.loc[row]
    return {c: (None if pd.isna(report[c]) else int(report[c]) if c == "year" else str(report[c])) for c in _VARIABLES}


def _docbin(corpus: Corpus, rows: list[int], target: Path, tags: bool) -> list[Path]:
    from spacy.tokens import DocBin

    from ..pipeline import load

    taxonomies = [str(corpus.reports.loc[r, "taxonomy"]) for r in rows]
    pipes = {t: load(segmenter=corpus.segmenter, taxonomy=t, lexicon=corpus.resources.folder) for t in set(taxonomies)}
    docs = DocBin(attrs=["ORTH", "TAG", "SPACY"], store_user_data=True)
    for row, taxonomy in zip(rows, taxonomies, strict=True):
        doc = pipes[taxonomy](corpus.texts[row])
        doc.user_data.update({str(k): v for k, v in _variables(corpus, row).items()})
        docs.add(doc)
    write_bytes(target, docs.to_bytes())
    return [target] * len(rows)


def _sentences(corpus: Corpus, row: int) -> Iterator[tuple[int, list[tuple[int, int, str]]]]:
    """The words of each sentence of a report as (start, end, tag) offsets into its text; blanks left out."""
    words, base, text = corpus.words, int(corpus.base[row]), corpus.texts[row]
    first, last = words.report.searchsorted([row, row + 1])
    tokens = (
        (int(words.sentence[i]), int(words.start[i]) - base, int(words.end[i]) - base, str(words.tags[words.tag[i]]))
        for i in range(first, last)
        if words.sentence[i] >= 0
    )
    for sentence, group in groupby(tokens, key=lambda t: t[0]):
        yield sentence, [(s, e, tag) for _, s, e, tag in group if text[s:e].strip()]


def _conllu(corpus: Corpus, rows: list[int], target: Path, tags: bool) -> list[Path]:
    with replaced(target) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            report_id, text = str(corpus.reports["report_id"].iat[row]), corpus.texts[row]
            file.write(f"# newdoc id = {report_id}\n")
            for sentence, words in _sentences(corpus, row):
                if words:
                    number = int(corpus.sentences["sentence"].to_numpy()[sentence])
                    file.write(f"# sent_id = {report_id}-{number}\n# text = {_flat(text[words[0][0] : words[-1][1]])}\n")
                    file.writelines(_token_lines(text, words))
                    file.write("\n")
    return [target] * len(rows)


def _flat(text: str) -> str:
    """A sentence on one line."""
    return _BREAKS.sub(" ", text)


def _token_lines(text: str, words: list[tuple[int, int, str]]) -> Iterator[str]:
    for i, (start, end, tag) in enumerate(words, start=1):
        form = _flat(text[start:end])
        universal = _UNIVERSAL.get(tag) or _UNIVERSAL.get(tag[:1], "X")
        glued = "" if end < len(text) and text[end].isspace() else "SpaceAfter=No|"
        yield "\t".join([str(i), form, form, universal, tag, "_", "_", "_", "_", f"{glued}start={start}|end={end}"]) + "\n"


def _segmented(corpus: Corpus, row: int, tags: bool) -> str:
    """Words with blanks between, a sentence a line; blanks inside a word become no-break, so that it stays one."""
    text = corpus.texts[row]
    lines = []
    for _, words in _sentences(corpus, row):
        forms = ("\u00a0".join(text[s:e].split()) + (f"_{tag}" if tags else "") for s, e, tag in words)
        lines.append(" ".join(forms))
    return "\n".join(lines)


def _quanteda(corpus: Corpus, rows: list[int], target: Path, tags: bool) -> list[Path]:
    records = []
    for row in rows:
        variables = _variables(corpus, row)
        records.append({"doc_id": variables.pop("report_id"), "text": _segmented(corpus, row, tags), **variables})
    write_bytes(target, csv_bytes(pd.DataFrame(records)))
    return [target] * len(rows)


def _antconc(corpus: Corpus, rows: list[int], target: Path, tags: bool) -> list[Path]:
    files = [target / _file_name(corpus, row) for row in rows]
    index = {file.name: _variables(corpus, row) for file, row in zip(files, rows, strict=True)}
    with replaced_together() as draft:
        for file, row in zip(files, rows, strict=True):
            draft(file).write_text(_segmented(corpus, row, tags) + "\n", encoding="utf-8")
        draft(target / "metadata.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for left in target.glob(draft_of(target / "*.txt").name):  # what a killed run left
        left.unlink()
    return files


def _file_name(corpus: Corpus, row: int) -> str:
    """The report's own name as far as every system takes it, and its id."""
    stem = _UNNAMEABLE.sub("_", Path(str(corpus.reports.loc[row, "path"])).stem)
    return f"{stem[:_LONGEST_STEM]}_{str(corpus.reports.loc[row, 'report_id'])[:8]}.txt"
