"""Words that say that a level is reached (达到, 突破, 超过): one list, `reach_words.csv`, for every module that asks."""

from functools import lru_cache
from pathlib import Path

from .. import lexicon


def reach_words(use: str) -> tuple[str, ...]:
    """The words of one use, longest first: `number` before a bare number, `span` inside a quantity's text, `action` is also its action."""
    return _reach_words(use, lexicon.current_folder())


@lru_cache(maxsize=12)
def _reach_words(use: str, _folder: Path | None) -> tuple[str, ...]:
    found = (r["word"] for r in lexicon.rows("reach_words") if use in lexicon.split(r["use"]))
    return tuple(sorted(found, key=lambda w: (-len(w), w)))
