"""Words that say that a level is reached (达到, 突破, 超过): one list, `reach_words.csv`, for every module that asks."""

from ..resources import Resources, split


def reach_words(resources: Resources, use: str) -> tuple[str, ...]:
    """The words of one use, longest first: `number` before a bare number, `span` inside a quantity's text, `action` is also its action."""
    found = (r["word"] for r in resources.rows("reach_words") if use in split(r["use"]))
    return tuple(sorted(found, key=lambda w: (-len(w), w)))
