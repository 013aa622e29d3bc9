"""One table of word classes: its names and letters, patterns written with them, and the word lists that use them."""

import re

import pytest

from reportmine.errors import DataError, UserDataError
from reportmine.extraction.symbols import letter_of_word
from reportmine.resources import Resources
from reportmine.word_classes import (
    QUANTITY,
    QUOTED,
    TITLE,
    UnknownClassError,
    letter_of_tag,
    letters,
    word_classes,
    word_pattern,
)

CLASSES = word_classes().values()


def test_every_letter_has_one_name_and_every_tag_one_class():
    single = [c.letters for c in CLASSES if len(c.letters) == 1]
    tags = [t for c in CLASSES for t in c.tags]
    assert len(single) == len(set(single)) and len(tags) == len(set(tags))
    assert all(set(c.letters) <= set(single) for c in CLASSES)
    assert all(c.zh and c.en and c.example for c in CLASSES)


def test_tags_of_protected_spans_are_in_the_table():
    known = letter_of_tag()
    assert (known[QUANTITY], known[TITLE], known[QUOTED]) == (letters("quantity"), letters("noun"), letters("noun"))


@pytest.mark.parametrize(
    ("written", "compiled"),
    [
        ("<strong-verb>+ <le>? <this>", "v+U?[#]"),
        ("(?<!<noun>) <de> (?P<o><noun|modifier>{1,3}$)", "(?<!N)D(?P<o>[NJ]{1,3}$)"),
        ("^ <!comma|stop>*?", "^[^;.]*?"),
        ("<pause|open|close>", "[,()]"),
    ],
)
def test_names_become_letters(written: str, compiled: str):
    assert word_pattern(written) == compiled
    re.compile(word_pattern(written))


@pytest.mark.parametrize(("written", "unknown"), [("<noum>", "noum"), ("<noun|>", ""), ("N+", "N"), ("<noun", "<"), ("<noun>3", "3"), ("[<noun>]", "[")])
def test_what_is_no_name_is_refused(written: str, unknown: str):
    with pytest.raises(UnknownClassError) as caught:
        word_pattern(written)
    assert str(caught.value) == unknown


def test_a_users_word_gets_the_class_it_names(tmp_path):
    (tmp_path / "role_words.csv").write_text("word,class\n督战,strong-verb\n", encoding="utf-8")
    assert letter_of_word(Resources(tmp_path))["督战"] == letters("strong-verb")


@pytest.mark.parametrize("name", ["strong", "predicate", "v"])
def test_a_users_word_with_an_unknown_class_is_named(tmp_path, name: str):
    (tmp_path / "role_words.csv").write_text(f"word,class\n督战,{name}\n", encoding="utf-8")
    with pytest.raises(UserDataError, match=f"role_words.csv:2：class（词类）列写的是 '{name}'"):
        Resources(tmp_path)


@pytest.mark.parametrize("name", ["strong", "predicate", "v"])
def test_our_own_word_with_an_unknown_class_is_named(monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setattr(Resources, "rows", lambda *_: iter([{"word": "督战", "class": name}]))
    with pytest.raises(DataError, match=f"role_words.csv：词语 督战 的 class 是 '{name}'"):
        letter_of_word(Resources())
