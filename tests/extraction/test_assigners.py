"""What assigns roles is chosen by name: another engine fits in beside the rules, and an unknown name is told."""

from collections.abc import Sequence

import pytest

from reportmine import load
from reportmine.document import Words
from reportmine.errors import DataError
from reportmine.extraction.assigners import ASSIGNERS
from reportmine.extraction.clauses import Roles
from reportmine.model import Quantity, Report
from reportmine.pipeline import process

TEXT = "全县组织12次研讨，走访30户。"


class WordBefore:
    """An engine that takes the word before a quantity for the action and knows nothing else."""

    unknown = 0.25

    def __init__(self, resources: object) -> None:
        """Needs no word lists."""

    def __call__(self, words: Words, quantities: Sequence[Quantity], spans: Sequence[tuple[int, int]]) -> list[Roles]:
        return [Roles((i - 1, i)) for i in (words.starts.index(q.start) for q in quantities)]


def test_an_engine_is_chosen_by_its_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(ASSIGNERS, "before", WordBefore)
    for facts in (process(Report(TEXT), roles="before").facts, load(roles="before")(TEXT)._.facts):
        assert [(f.action, f.object, f.confidence) for f in facts] == [("组织", "", 0.25), ("走访", "", 0.25)]
    assert [f.object for f in process(Report(TEXT)).facts] == ["研讨", ""]


def test_an_unknown_engine_is_told_with_those_that_there_are():
    with pytest.raises(DataError, match="rules"):
        process(Report(TEXT), roles="rulse")
