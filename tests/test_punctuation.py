"""The stretches between marks are those that a walk over the characters finds."""

from hypothesis import given
from hypothesis import strategies as st

from reportmine.punctuation import STOPS, after_last, sentence_at

TEXTS = st.text("甲乙。！，；\n”", max_size=30)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_what_leads_to_a_place_begins_after_the_last_mark(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    assert after_last(text, STOPS, end, start) == max((i + 1 for i in range(start, end) if text[i] in STOPS), default=start)


def test_a_sentence_keeps_its_mark_but_not_its_line_break() -> None:
    text = "开会3次。办结12件！\n整改8项"
    assert [text[slice(*sentence_at(text, i, i + 1))] for i in (2, 7, 13)] == ["开会3次。", "办结12件！", "整改8项"]


def test_a_quote_after_a_full_stop_begins_the_next_sentence_only_where_sentences_are_not_at_hand() -> None:
    text = "他说：“办结12件。”随后整改8项。"
    assert text[slice(*sentence_at(text, 6, 9))] == "他说：“办结12件。"
