"""The word lists that usage reads, and hashes that say exactly which were read."""

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ..errors import UserDataError
from ..own_lists import read_own
from ..resources import Resources
from ..word_classes import TABLE

LISTS = ("stop_words", "ritual_formulas", "concepts")


def stop_words(resources: Resources) -> frozenset[str]:
    """Function words and the verbs that every report is full of; a user's `stop_words.csv` adds to them."""
    return frozenset(row["word"] for row in resources.rows("stop_words"))


def list_hash(name: str, resources: Resources) -> str:
    """Hash of a word list as it was read, the user's rows included."""
    digest = hashlib.sha256()
    for row in resources.listing(name):
        digest.update("\t".join(row.values()).encode() + b"\n")
    return digest.hexdigest()[:16]


def file_hash(path: Path) -> str:
    """Hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def data_hash(resources: Resources) -> str:
    """One hash over the word lists and rules that decide where words are cut, the user's included."""
    digest = hashlib.sha256(resources.hash.encode())
    for folder in ("lexicons", "rules"):
        for path in _sorted(files("reportmine").joinpath("data", folder)):
            digest.update(path.name.encode() + path.read_bytes())
    digest.update(files("reportmine").joinpath(TABLE).read_bytes())
    return digest.hexdigest()[:16]


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted((p for p in folder.iterdir() if p.is_file()), key=lambda p: p.name)


def concepts(resources: Resources, path: Path | None = None) -> list[tuple[str, str]]:
    """(concept, term) pairs of a dictionary CSV with the columns `concept,term`; ours if no file is given.

    Raises `UserDataError`, naming file and line, for a missing column, an empty cell, or a term given to two concepts.
    """
    if path is None:
        return [(row["concept"], row["term"]) for row in resources.listing("concepts")]
    owner: dict[str, str] = {}
    for line in read_own(path, "concepts", others=True):
        concept, term = line.cells["concept"], line.cells["term"]
        if owner.setdefault(term, concept) != concept:
            raise UserDataError(
                f"{path}:{line.number}：“{term}”同时属于“{owner[term]}”和“{concept}”。请只留一处。",
                f"{path}:{line.number}: {term} belongs to two concepts, {owner[term]} and {concept}. Keep one.",
            )
    return [(concept, term) for term, concept in owner.items()]
