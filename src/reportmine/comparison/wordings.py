"""The words by which figures are placed (`data/checks/words.toml`), compiled once."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from ..resources import trie_pattern

LISTS = ("system", "own", "earlier", "target", "each")


@lru_cache(maxsize=1)
def words() -> dict[str, tuple[str, ...]]:
    """Every list of the file by name."""
    text = files("reportmine").joinpath("data/checks/words.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return {name: tuple(data[name]) for name in LISTS}


@lru_cache(maxsize=16)
def pattern(name: str) -> re.Pattern[str]:
    """One list as a regular expression."""
    return re.compile(trie_pattern(words()[name]))
