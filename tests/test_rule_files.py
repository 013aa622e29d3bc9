"""A rule file with anything we do not know does not load; the error names file, line and remedy, in both languages."""

import pytest

from reportmine.errors import DataError
from reportmine.extraction.role_rules import parse_role_rules
from reportmine.rules import parse_rules, rules_text

NAMED = """[macros]
N = "[三四五]"
ALL = "{N}色"

[[rule]]
id = "colours"
applies = ["bare"]
pattern = "(?P<name>{ALL}预警)"
examples = ["对隐患实行⟦三色预警⟧。"]
counter_examples = ["插着五色彩旗。"]
"""
ROLE = """[macros]
LEFT = "<strong-verb>+"

[[rule]]
id = "first"
confidence = 0.9
applies = ["count"]
pattern = "(?P<a>{LEFT}) <le>? <this>"
examples = ["办结⟦12件⟧。 => 办结 | "]
counter_examples = ["共⟦12件⟧。"]
"""


def test_macros_may_use_macros():
    (rule,) = parse_rules(NAMED, "mine.toml")
    assert rule.pattern.search("实行四色预警")


FAULTS = [
    ("applies =", "aplies =", 7, "aplies", "拼写"),
    ("{ALL}预警", "{NPX}预警", 8, "{NPX}", "[macros]"),
    ('N = "[三四五]"', 'N = "{ALL}"', 2, "N → ALL → N", "改写"),
    ("{N}色", "{M}色", 3, "{M}", "[macros]"),
    ("{N}色", "{N}色{ALL}", 3, "ALL → ALL", "改写"),
    ('N = "[三四五]"', "N = 3", 2, "宏 N", "引号"),
    ("[[rule]]", "[[rules]]", 5, "rules", "拼写"),
    ("[[rule]]", "[rule]", 5, "[[rule]]", "方括号"),
    ('["bare"]', '["naked"]', 7, "naked", "quoted、bare"),
    ('["bare"]', '"bare"', 7, "列表", "改正"),
    ('applies = ["bare"]\n', "", 5, "applies", "补上"),
    ('id = "colours"\n', "", 5, "id", "补上"),
    ("?P<name>", "?:", 8, "(?P<name>…)", "补上"),
    ("预警)", "预警", 8, "pattern", "正则"),
    ('["插着五色彩旗。"]', "[]", 5, "反例", "补上"),
    ('["插着五色彩旗。"]', "[3]", 10, "列表", "改正"),
]


@pytest.mark.parametrize(("old", "new", "line", "said", "remedy"), FAULTS)
def test_a_fault_is_an_error_with_line_and_remedy(old: str, new: str, line: int, said: str, remedy: str):
    with pytest.raises(DataError) as caught:
        parse_rules(NAMED.replace(old, new), "mine.toml")
    zh, en = caught.value.words
    assert zh.startswith(f"mine.toml:{line}：") and en.startswith(f"mine.toml:{line}: ")
    assert said in zh and remedy in zh


def test_an_id_may_stand_once():
    with pytest.raises(DataError, match="mine.toml:13：规则 colours 已经有了"):
        parse_rules(NAMED + "\n" + NAMED[NAMED.index("[[rule]]") :], "mine.toml")


def test_what_is_no_toml_is_named():
    with pytest.raises(DataError, match="mine.toml:11：第 1 列起不是有效的 TOML"):
        parse_rules(NAMED + "[", "mine.toml")


ROLE_FAULTS = [
    ("<le>", "<lee>", 8, "'lee'"),
    ("<strong-verb>", "<strong>", 2, "'strong'"),
    ("<le>?", "U?", 8, "'U'"),
    ("<this>", "<!this|thing>", 8, "'thing'"),
    ("confidence = 0.9", "confidence = 9", 6, "confidence"),
    ('applies = ["count"]', 'applies = ["count"]\nshares_verb = true', 8, "shares_verb"),
    ('["count"]', '["counts"]', 7, "'counts'"),
    ("?P<a>", "?P<verb>", 8, "(?P<a>…) 或 (?P<o>…)"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), ROLE_FAULTS)
def test_a_fault_of_a_role_rule_is_an_error_with_its_line(old: str, new: str, line: int, said: str):
    with pytest.raises(DataError) as caught:
        parse_role_rules(ROLE.replace(old, new), "mine.toml")
    assert str(caught.value).startswith(f"mine.toml:{line}：") and said in str(caught.value)


def test_every_step_of_the_code_has_its_entry():
    text = rules_text("roles")
    without = text[: text.index("[[step]]")]
    with pytest.raises(DataError, match=r'缺少 does = "goal" 的 \[\[step\]\]'):
        parse_role_rules(without, "mine.toml")
