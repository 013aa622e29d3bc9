"""Sentences with the evidence marked inline: `组织⟦12次⟧学习`, so that nobody counts offsets."""


def unmark(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and the marked spans.

    >>> unmark("组织⟦12次⟧学习")
    ('组织12次学习', [(2, 5)])
    """
    plain, spans, start = "", [], 0
    for c in text:
        if c == "⟦":
            start = len(plain)
        elif c == "⟧":
            spans.append((start, len(plain)))
        else:
            plain += c
    return plain, spans
