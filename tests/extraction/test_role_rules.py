"""Every role rule finds its examples and leaves its near misses to others; what it does stands in its entry, not in code."""

import ast
import re
from functools import partial
from pathlib import Path

import pytest
from marks import unmark
from near_miss import relaxed

from reportmine.extraction import facts
from reportmine.extraction.assigners import ASSIGNERS, RuleRoles
from reportmine.extraction.role_rules import RoleRules, load_role_rules, parse_role_rules
from reportmine.model import Report
from reportmine.pipeline import process
from reportmine.resources import Resources
from reportmine.rules import load_rules, rules_text

RULES = load_role_rules()
READINGS = [*RULES.rules, *RULES.steps.values()]


def facts_at(text: str):
    plain, spans = unmark(text)
    facts = process(Report(plain)).facts
    by_start = {f.start: f for f in facts}
    assert all(s in by_start for s, _ in spans), f"{text}: marked quantity not found, only {[f.text for f in facts]}"
    return [by_start[s] for s, _ in spans]


def rule_of(fact) -> str:
    return fact.rule.partition("/")[2]


@pytest.mark.parametrize(("rule", "example"), [(r.id, e) for r in READINGS for e in r.examples])
def test_rule_reads_its_example(rule: str, example: str):
    text, _, roles = example.partition(" => ")
    action, _, target = roles.partition("|")
    (fact,) = facts_at(text)
    assert (rule_of(fact), fact.action, fact.object) == (rule, action.strip(), target.strip())


@pytest.mark.parametrize(("rule", "example"), [(r.id, e) for r in READINGS for e in r.counter_examples])
def test_rule_leaves_its_counter_example(rule: str, example: str):
    (fact,) = facts_at(example)
    assert rule_of(fact) != rule


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda r: r.id)
def test_a_counter_example_hangs_on_one_part_of_its_rule(rule, monkeypatch: pytest.MonkeyPatch):
    at = RULES.rules.index(rule)
    for example in rule.counter_examples:
        for wider in relaxed(rule):
            changed = RoleRules((*RULES.rules[:at], wider, *RULES.rules[at + 1 :]), RULES.steps)
            monkeypatch.setitem(ASSIGNERS, "rules", partial(RuleRoles, rules=changed))
            if rule_of(facts_at(example)[0]) == rule.id:
                break
        else:
            pytest.fail(f"{example} is no near miss of {rule.id}: no part of the rule keeps it out")


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda r: r.id)
def test_a_role_rule_has_two_examples_and_a_counter_example_of_its_own(rule):
    others = {c for r in RULES.rules if r is not rule for c in r.counter_examples}
    assert len(set(rule.examples)) >= 2
    assert others.isdisjoint(rule.counter_examples)


SAMPLE = """全县组织12次研讨、30余次座谈，办结率由93.8%提高到95.5%。
市场主体总数超过1.8亿户，工业、农业增加值分别增长3%、5%。聚焦企业反映的6项具体问题，梳理问题15项，其余7项明确了时限。
产量占全市总产量30吨的80%。1240户3816名监测对象。研讨12次，勇夺2金。建成校舍3栋，2栋。总计3亿元。
256名干部全员接受教育，查处酒驾18起，18个重点项目按期开工，共12个调研课题、4场宣讲报告。
"""


def renamed(text: str) -> str:
    return re.sub(r'(?m)^id = "(.*)"$', r'id = "renamed-\1"', text)


def test_a_renamed_rule_changes_nothing_but_its_name(monkeypatch: pytest.MonkeyPatch):
    before = process(Report(SAMPLE))
    rules = parse_role_rules(renamed(rules_text("roles")), "copy.toml")
    monkeypatch.setitem(ASSIGNERS, "rules", partial(RuleRoles, rules=rules))
    after = process(Report(SAMPLE))
    assert all("/renamed-" in f.rule for f in after.facts)
    assert {r.id for r in READINGS if r in RULES.steps.values()} <= {rule_of(f) for f in before.facts}
    assert [f._replace(rule=f.rule.replace("/renamed-", "/")) for f in after.facts] == before.facts


def test_code_names_no_rule():
    ids = {r.id for r in (*RULES.rules, *load_rules())}
    source = Path(facts.__file__).parent
    named = [
        f"{path.name}:{node.lineno}: {node.value}"
        for path in sorted(source.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in ids
    ]
    assert named == []


def test_a_users_unit_of_events_is_one_for_the_rules(tmp_path):
    header = "unit,kind,dimension,factor,base_unit,example,not_before,masks"
    (tmp_path / "units.csv").write_text(f"{header}\n炉次,count,event,,,冶炼300炉次,,yes\n", encoding="utf-8")
    (fact,) = process(Report("开展300炉次检测。"), resources=Resources(tmp_path)).facts
    assert (rule_of(fact), fact.action, fact.object) == ("verb-quantity-event", "开展", "检测")
