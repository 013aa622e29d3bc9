"""The word lists that usage reads, and hashes that say exactly which were read."""

import csv
import hashlib
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from .. import lexicon
from ..errors import DataError

LISTS = ("stop_words", "ritual_formulas", "concepts")


def stop_words() -> frozenset[str]:
    """Function words and the verbs that every report is full of; a user's `stop_words.csv` adds to them."""
    return frozenset(row["word"] for row in lexicon.rows("stop_words"))


def list_hash(name: str) -> str:
    """Hash of a word list as it was read, the user's rows included."""
    digest = hashlib.sha256()
    for row in lexicon.listing(name):
        digest.update("\t".join(row.values()).encode() + b"\n")
    return digest.hexdigest()[:16]


def file_hash(path: Path) -> str:
    """Hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def data_hash() -> str:
    """One hash over the word lists and rules that decide where words are cut, the user's included."""
    return _data_hash(lexicon.current_folder())


@lru_cache(maxsize=4)
def _data_hash(own: Path | None) -> str:
    digest = hashlib.sha256()
    for folder in ("lexicons", "rules"):
        for path in _sorted(files("reportmine").joinpath("data", folder)):
            digest.update(path.name.encode() + path.read_bytes())
    for mine in sorted(own.glob("*.csv")) if own else ():
        digest.update(mine.name.encode() + mine.read_bytes())
    return digest.hexdigest()[:16]


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted((p for p in folder.iterdir() if p.is_file()), key=lambda p: p.name)


def concepts(path: Path | None = None) -> list[tuple[str, str]]:
    """(concept, term) pairs of a dictionary CSV with the columns `concept,term`; ours if no file is given.

    Raises `DataError`, naming file and line, for a missing column, an empty cell, or a term given to two concepts.
    """
    rows = list(lexicon.listing("concepts")) if path is None else _rows(path)
    owner: dict[str, str] = {}
    for line, row in enumerate(rows, start=2):
        concept, term = (row.get("concept") or "").strip(), (row.get("term") or "").strip()
        if not concept or not term:
            raise DataError(
                f"{path or 'concepts.csv'}:{line}：概念或词为空。请填上；表头应为 concept,term。",
                f"{path or 'concepts.csv'}:{line}: an empty cell or a missing column. Fill it in; the header is concept,term.",
            )
        if owner.setdefault(term, concept) != concept:
            raise DataError(
                f"{path or 'concepts.csv'}:{line}：“{term}”同时属于“{owner[term]}”和“{concept}”。请只留一处。",
                f"{path or 'concepts.csv'}:{line}: {term} belongs to two concepts, {owner[term]} and {concept}. Keep one.",
            )
    return [(concept, term) for term, concept in owner.items()]


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"{path}：词典读不了，或不是 UTF-8 文字。请存为 UTF-8 的 CSV，表头 concept,term。",
            f"{path}: the dictionary cannot be read ({error}). Save it as a UTF-8 CSV with the header concept,term.",
        ) from error
    if not {"concept", "term"} <= set(reader.fieldnames or ()):
        raise DataError(
            f"{path}：词典的表头应为 concept,term。请补上第一行。",
            f"{path}: the header of a dictionary is concept,term. Add it as the first line.",
        )
    return rows
