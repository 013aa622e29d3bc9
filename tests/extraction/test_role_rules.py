"""Every role rule finds its examples and leaves its counter-examples to others."""

import pytest
from marks import unmark

from reportmine.errors import DataError
from reportmine.pipeline.analysis import add_facts, segment
from reportmine.rules import load_rules, parse_rules

RULES = load_rules("roles")


def facts_at(text: str):
    plain, spans = unmark(text)
    analysis = segment(plain)
    add_facts(analysis)
    by_start = {f.start: f for f in analysis.facts}
    assert all(s in by_start for s, _ in spans), f"{text}: marked quantity not found, only {[f.text for f in analysis.facts]}"
    return [by_start[s] for s, _ in spans]


@pytest.mark.parametrize(("rule", "example"), [(r.id, e) for r in RULES for e in r.examples])
def test_rule_reads_its_example(rule: str, example: str):
    text, _, roles = example.partition(" => ")
    action, _, target = roles.partition("|")
    (fact,) = facts_at(text)
    assert fact.rule.endswith("/" + rule)
    assert (fact.action, fact.object) == (action.strip(), target.strip())


@pytest.mark.parametrize(("rule", "example"), [(r.id, e) for r in RULES for e in r.counter_examples])
def test_rule_leaves_its_counter_example(rule: str, example: str):
    (fact,) = facts_at(example)
    assert not fact.rule.endswith("/" + rule)


def test_a_rule_without_counter_example_does_not_load():
    with pytest.raises(DataError, match="mine.toml：规则 x 至少要有一个例句和一个反例"):
        parse_rules('[[rule]]\nid = "x"\npattern = "a"\nexamples = ["b"]\n', "mine.toml")


def test_a_wrong_pattern_names_its_rule():
    with pytest.raises(DataError, match="mine.toml：规则 x 的 pattern 写错了"):
        parse_rules('[[rule]]\nid = "x"\npattern = "("\nexamples = ["b"]\ncounter_examples = ["c"]\n', "mine.toml")
