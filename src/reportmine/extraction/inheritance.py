"""What a quantity takes from its neighbours: the verb of its list, the thing or indicator named before."""

from .clauses import Line, Roles, Span

_REACH = 60  # how many quantities back the thing counted may be named


def inherit(line: Line, roles: list[Roles], known: list[Roles], start: int) -> None:
    """Add the roles of the clause at word `start` to `known`, with what is missing taken from its neighbours."""
    earlier = known[-1] if known and not line.parted(known[-1].first, start) else None
    last: Roles | None = None
    steps = line.rules.steps
    for i, role in enumerate(roles):
        action, target, rule, first, parts, _ = role
        if action is None and (rule is None or rule.shares_verb != "never"):
            action = _verb(line, i, roles, last, earlier, start)
        if target is None and not parts:
            source = _named_before(line, action, first, known)
            if source is not None:
                target, parts = source.object, source.parts
        last = Roles(action, target, rule or steps["inherited" if action or target else "alone"], first, parts)
        known.append(last)


def _named_before(line: Line, action: Span, first: int, known: list[Roles]) -> Roles | None:
    """Whose object a quantity without one shares: for a change or share, the quantity just before; for a count, the
    last of the same unit in the sentence (…15件，办结12件; 20.9万户69.3万人); else what the clause before is about."""
    quantity = line.quantities[len(known)]
    changing = action is not None and line.symbols[action[0]] in line.letters.changing
    if changing and (about := _clause_before(line, first, subject=True)):
        return Roles(object=about)
    if known and not line.parted(known[-1].first, first):
        near = quantity.start == line.quantities[len(known) - 1].end
        if quantity.kind in ("percent", "point", "multiple") or changing or near:
            return known[-1]
        same = _same_unit(line, first, known)
        if same is not None:
            return same
    about = _clause_before(line, first, subject=False) if action is not None and not changing else None
    return Roles(object=about) if about else None


def _same_unit(line: Line, first: int, known: list[Roles]) -> Roles | None:
    """The last quantity of the same unit in the sentence that has an object."""
    unit = line.quantities[len(known)].unit
    sentence = line.symbols.rfind(line.letters.stop, 0, first)
    for i in range(len(known) - 1, max(-1, len(known) - _REACH), -1):
        if known[i].first <= sentence:
            return None
        if line.quantities[i].unit == unit and (known[i].object or known[i].parts):
            return known[i]
    return None


def _clause_before(line: Line, start: int, *, subject: bool) -> Span:
    """Subject or object of the clause before, if a comma parts them and it holds no quantity."""
    letters, patterns = line.letters, line.patterns
    if start < 2 or line.symbols[start - 1] != letters.comma:
        return None
    begin = max(line.symbols.rfind(c, 0, start - 1) for c in letters.ends) + 1
    clause = line.symbols[begin : start - 1]
    if letters.quantity in clause:
        return None
    match = (patterns.about_subject if subject else patterns.about_object).search(clause)
    return (match.start("o") + begin, match.end("o") + begin) if match else None


def _verb(line: Line, i: int, roles: list[Roles], last: Roles | None, previous: Roles | None, start: int) -> Span:
    """The verb a list member shares: of the member before; for the first, of the member after it; else, when the
    clause has no verb of its own or opens with 其中, of the clause before."""
    if last is not None:
        return last.action
    later = next((r for r in roles[1:] if r.action is not None), None)
    rule = roles[i].rule
    if later is not None and rule is not None and rule.shares_verb == "both":
        return later.action
    if previous is None or previous.action is None:
        return None
    letters, symbols = line.letters, line.symbols
    if symbols[previous.action[0]] not in letters.governing:
        return None
    match = line.patterns.clause.match(symbols, start)
    here = match.group() if match else ""
    if letters.including in here[:2]:
        return previous.action
    comma = letters.comma
    next_to = start > 0 and symbols[start - 1] == comma and symbols.rfind(comma, 0, start - 1) < previous.first
    return previous.action if next_to and set(letters.verbal).isdisjoint(here) else None
