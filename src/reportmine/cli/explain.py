"""`reportmine explain`: one sentence taken apart."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command import bilingual, lang_option, option, path
from .guide import COMMANDS
from .terminal import say
from .words import tr

if TYPE_CHECKING:
    from ..document import Document
    from ..model import Fact, NamedMeasure
    from ..resources import Resources

_REFUSALS = {
    "ordinal": "序数", "base-of-a-ratio": "“每……”的基数", "set-phrase": "固定说法", "no-mask": "不是脱敏数字", "another-word": "别的词的一部分",
    "indefinite-one": "泛指的“一”", "bare-scale": "泛指的数级", "date": "日期", "clock": "钟点", "class-name": "等级或型号",
}  # fmt: skip


@bilingual(
    "explain",
    about=(
        "说明一句话里的每个事实：由哪条规则、从哪些字得出；哪些像数字而不是。句子要放在引号里。",
        "Take one sentence apart: every fact, the rule that found it and the characters it came from; and what looks like a "
        "quantity and is none. Put the sentence in quotes.",
    ),
    example=COMMANDS["explain"].example,
)
@click.argument("sentence")
@option("--taxonomy", default="2023", help=("重点措施分类体系：名称或 TOML 文件", "taxonomy: name or TOML file"))
@option("--lexicon", type=path(exists=True, file_okay=False), help=("自己的词库文件夹", "folder with your own word lists"))
@lang_option()
def command(sentence: str, taxonomy: str, lexicon: Path | None) -> None:
    """Print what the pipeline finds."""
    sentence = _text(sentence)
    if not sentence.strip():
        raise click.UsageError(tr("句子是空的。请把句子放在引号里。", "The sentence is empty. Put it in quotes."))
    from ..pipeline import process
    from ..readers import text_report
    from ..resources import Resources

    resources = Resources(lexicon)
    found = process(text_report(sentence), taxonomy=taxonomy, resources=resources)
    for fact in found.facts:
        _fact(fact, sentence)
    for measure in found.named_measures:
        _measure(measure)
    for cited in found.citations:
        say(f"《》 {cited.start}–{cited.end}  {cited.text}  {tr('制发', 'made')}：{cited.action or '—'}  {cited.number}")
    _refused(sentence, found, resources)
    _labels(found, taxonomy)
    if not (found.facts or found.named_measures or found.citations):
        say(tr("这句话里没有数量、数字缩略语和文件。", "No quantity, named measure or document in this sentence."))


def _text(argument: str) -> str:
    """The argument as text: bytes in another encoding than the terminal's are read as those of a report would be, or show as �."""
    from ..encoding import decode
    from ..errors import FormatError

    if not re.search("[\ud800-\udfff]", argument):  # what Python puts for such bytes
        return argument
    data = os.fsencode(argument)
    try:
        return decode(data, "")[0]
    except FormatError:
        return data.decode("utf-8", "replace")


def _fact(f: "Fact", text: str) -> None:
    value = f.exact or tr("概数", "vague")
    if f.value_max is not None:
        value += f"–{f.value_max.normalize():f}"
    value = f"{tr('已脱敏', 'masked')} {f.text}" if f.masked else f"{value} {f.unit}"  # as written: a mask's scale is no number
    say(f"⟦{f.text}⟧ {f.start}–{f.end}")
    say(f"    {tr('数值', 'value')}：{value}  {tr('类别', 'kind')}：{f.kind}  {tr('修饰', 'modifier')}：{f.modifier or '—'}")
    place = f" {f.object_start}–{f.object_end}" if f.object_start is not None else ""
    say(f"    {tr('动作', 'action')}：{f.action or '—'}  {tr('对象', 'object')}：{f.object or '—'}{place}  {tr('状态', 'status')}：{f.status}")
    if f.subject:
        say(f"    {tr('主体', 'subject')}：{f.subject}")
    if f.relation and f.related is not None:
        say(f"    {tr('关系', 'relation')}：{f.relation} → {f.related}")
    say(f"    {tr('规则', 'rule')}：{f.rule}  {tr('置信度', 'confidence')}：{f.confidence}")


def _measure(m: "NamedMeasure") -> None:
    say(f"“{m.text}” {m.start}–{m.end}  {tr('数目', 'cardinality')}：{'+'.join(map(str, m.cardinality))}  {m.label}")
    if m.members:
        agrees = tr("相符", "agrees") if m.complete else tr("不符", "disagrees")
        say(f"    {tr('内容', 'members')}（{m.cue}，{agrees}）：{' | '.join(m.members)}")
    elif m.known:
        say(f"    {tr('词库', 'lexicon')}：{' | '.join(m.known)}")
    say(f"    {tr('规则', 'rule')}：{m.rule}")


def _refused(text: str, found: "Document", resources: "Resources") -> None:
    from ..extraction.quantities import rejected

    taken = [(m.start, m.end) for m in found.named_measures]
    for start, end, reason in rejected(text, resources):
        if not any(s <= start < e for s, e in taken):
            say(f"✗ {text[start:end]} {start}–{end}  {tr('不是数量', 'no quantity')}：{tr(_REFUSALS.get(reason, reason), reason)}")


def _labels(found: "Document", taxonomy: str) -> None:
    from ..classification import load as load_classifier

    classifier = load_classifier(taxonomy)
    for sentence, tags in zip(found.sentences, found.sentence_tags, strict=True):
        spoken = classifier.cues(sentence.text) if tags.labels else {}
        for label, score in zip(tags.labels, tags.scores, strict=True):
            say(f"# {label} {score:.2f}  {'、'.join(spoken.get(label, ()))}")
