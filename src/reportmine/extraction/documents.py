"""Documents: every 《…》 with its 文号, and the verb if the report's own side made it (印发, 制定, 出台, 修订 …)."""

import re
from collections.abc import Sequence

from ..document import Layer
from ..model import DocumentRef, Paragraph
from ..punctuation import GROUP_ENDS, SENTENCE_ENDS, after_last
from ..resources import OURS, Resources, trie_pattern

_Span = tuple[int, int]
_Verbs = tuple[re.Pattern[str], re.Pattern[str]]  # of the own side, of others
_OPENING = re.compile("《")
_NUMBER = re.compile(
    r"[（(]?\s?(?P<number>[\u4e00-\u9fff×*XＸ]{1,12}[〔\[［（(【](?:\d{4}|[×*Xx\d]{4})[〕\]］）)】]\s?第?[\d×*Xx]{1,4}\s?号)\s?[）)]?"
)
_MAX_TITLE = 120
_MAX_GAP = 100  # characters between two titles of one list, their 文号 and brackets included
_BETWEEN = re.compile(r"^[、，]?(?:和|及|以及|与|并|或|、|等)?$")
_PASSIVE = re.compile(r"^[”）)]?(?:[（(][^）)]{0,20}[）)])?(?:等)?(?:\d+|[一二三四五六七八九十]+)?(?:[项个份部件])?(?:[\u4e00-\u9fff]{0,6})?(?:已|先后|相继|正式|陆续|全部|均|已经)*(?P<verb>印发|出台|发布|施行|实施|落地|颁布|下发|公布)")


def find_documents(text: str, paragraphs: Sequence[Paragraph], resources: Resources = OURS) -> list[DocumentRef]:
    """Every title in 《》, nested ones inside their outer, in order; a missing 》 ends at the line."""
    verbs = resources.made(_verbs)
    layer = Layer(paragraphs or [Paragraph(0, 0, len(text), text, "", "body")])
    spans = list(_titles(text))
    found: list[DocumentRef] = []
    for i, (start, end) in enumerate(spans):
        paragraph = layer.nearest(start)
        number = _NUMBER.match(text, end)
        action = _action(text, (start, end), spans[i - 1] if i else None, found[-1] if found else None, paragraph, verbs)
        title = re.sub(r"\s*\n\s*", "", text[start + 1 : end - 1 if text[end - 1] == "》" else end])
        found.append(DocumentRef(start, end, text[start:end], title, paragraph.index, number["number"] if number else "", action))
    return found


def _titles(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    last = 0
    for match in _OPENING.finditer(text):
        if match.start() < last:
            continue
        end = _close(text, match.start())
        if end:
            spans.append((match.start(), end))
            last = end
    return spans


def _close(text: str, start: int) -> int:
    """End of the title that opens at `start`: nested 《》 are counted; one line break inside is let through."""
    depth = 0
    limit = min(len(text), start + _MAX_TITLE)
    if text.find("》", start, limit) < 0:
        return 0
    for i in range(start, limit):
        if text[i] == "《":
            depth += 1
        elif text[i] == "》":
            depth -= 1
            if depth == 0:
                return i + 1
        elif text[i] == "\n" and "》" not in text[i : min(limit, i + 40)].split("《")[0]:
            return 0
    stop = text.find("》", start, limit)
    return stop + 1 if stop > 0 else 0


def _verbs(resources: Resources) -> _Verbs:
    rows = list(resources.rows("issuing_verbs"))
    made = trie_pattern(r["verb"] for r in rows if r["made"] == "yes")
    other = trie_pattern(r["verb"] for r in rows if r["made"] == "no")
    return re.compile(f"(?:{made})+"), re.compile(other)


def _action(
    text: str, span: _Span, before: _Span | None, previous: DocumentRef | None, paragraph: Paragraph, verbs: _Verbs
) -> str:
    """The issuing verb that governs the title: the last verb before it in its clause, or that of the list it stands in."""
    start, end = span
    if before and previous and start - before[1] <= _MAX_GAP and _BETWEEN.match(_plain(text[before[1] : start])):
        return previous.action
    made, other = verbs
    left = max(paragraph.start, before[1]) if before else paragraph.start
    clause = text[after_last(text, GROUP_ENDS + SENTENCE_ENDS, start, left) : start]
    own = list(made.finditer(clause))
    cited = list(other.finditer(clause))
    if own and not _superseded(clause, own[-1], cited):
        return own[-1].group()
    passive = _PASSIVE.match(text[end : end + 24])
    return passive["verb"] if passive and not (cited and not own) else ""


def _plain(gap: str) -> str:
    """The text between two titles without a 文号 or a short bracket."""
    gap = _NUMBER.sub("", gap)
    return re.sub(r"[（(][^）)]{0,24}[）)]", "", gap)


def _superseded(clause: str, own: re.Match[str], cited: list[re.Match[str]]) -> bool:
    """A citing verb after the issuing one governs the title instead: 制定方案，落实《…》; 上级印发的《…》后."""
    rest = clause[own.end() :]
    if any(c.start() >= own.end() for c in cited):
        return True
    return bool(re.search(r"[，,]", rest)) and len(rest) > 30
