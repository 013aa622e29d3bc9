"""Who did what to how many, by an engine chosen by name; the rules are one of them."""

from collections.abc import Callable, Sequence
from typing import Protocol

from ..document import Words
from ..errors import DataError
from ..model import Quantity
from ..resources import Resources
from .clauses import Roles
from .role_rules import RoleRules, load_role_rules
from .roles import find_roles


class RoleAssigner(Protocol):
    """An engine that says of each quantity what was done (组织), to what (研讨) and by whom (局党组)."""

    unknown: float  # how sure it is of a quantity of which it can say nothing

    def __call__(self, words: Words, quantities: Sequence[Quantity], spans: Sequence[tuple[int, int]]) -> list[Roles]:
        """Roles of every quantity, in order; each is one word tagged `Q`, `spans` are the word ranges of their sentences."""
        ...


class RuleRoles:
    """The engine of `data/rules/roles.toml`: the first rule that fits the clause around the quantity."""

    def __init__(self, resources: Resources, rules: RoleRules | None = None) -> None:
        self._resources, self._rules = resources, rules or load_role_rules()
        self.unknown = self._rules.steps["alone"].confidence

    def __call__(self, words: Words, quantities: Sequence[Quantity], spans: Sequence[tuple[int, int]]) -> list[Roles]:
        """As the protocol says."""
        return find_roles(words, quantities, self._rules, spans, self._resources)


ASSIGNERS: dict[str, Callable[[Resources], RoleAssigner]] = {"rules": RuleRoles}


def role_assigner(name: str, resources: Resources) -> RoleAssigner:
    """The engine of this name over these word lists. Raises `DataError` for an unknown one."""
    if name in ASSIGNERS:
        return resources.made(ASSIGNERS[name])
    raise DataError(
        f"没有 {name!r} 这种动作与对象的判断方法；可选 {'、'.join(ASSIGNERS)}。",
        f"nothing named {name!r} assigns roles; there are {', '.join(ASSIGNERS)}.",
    )
