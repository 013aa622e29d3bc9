"""A text as the set of its runs of characters, compared exactly."""


def shingles(text: str, size: int) -> frozenset[str]:
    """Runs of `size` characters; of a shorter text, itself.

    >>> sorted(shingles("走访企业", 3))
    ['访企业', '走访企']
    """
    return frozenset(text[i : i + size] for i in range(max(len(text) - size + 1, 1)))


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """|a ∩ b| / |a ∪ b|."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)
