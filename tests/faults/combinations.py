"""The combinations of a fault and a command, each drawn from its number: 17 is the same today and tomorrow."""

import random
from dataclasses import dataclass

from commands import NAMES

KILLS = ("kill parent", "kill worker", "kill parser", "kill all")
DAMAGE = ("truncate", "flip", "delete", "empty", "other shape")
INPUT = ("input vanishes", "input is added")
FULL = "full disk"
FAULTS = (*KILLS, FULL, *DAMAGE, *INPUT)
_ONLY_EXTRACT = ("kill worker", "kill parser", "kill all", *INPUT)
_WEIGHT = 4  # extract has the most state to lose


@dataclass(frozen=True, slots=True)
class Combination:
    """What happens to which command; `fresh`: to an extract that has no earlier result to go on from."""

    number: int
    fault: str
    command: str
    fresh: bool

    def __str__(self) -> str:
        return f"{self.fault} × {self.command}{' (from nothing)' if self.fresh else ''}"

    def pick(self) -> random.Random:
        """The source of every choice made in this combination."""
        return random.Random(f"{self.number} {self.fault} {self.command}")


def combinations(count: int) -> list[Combination]:
    """The first `count`; every pair of a fault and a command that it can strike comes about as often as any other."""
    pairs = [(f, c) for f in FAULTS for c in NAMES if c == "extract" or f not in _ONLY_EXTRACT]
    deck = pairs + [(f, "extract") for f in FAULTS] * (_WEIGHT - 1)
    random.Random(16).shuffle(deck)
    found = []
    for number in range(count):
        fault, command = deck[number % len(deck)]
        fresh = command == "extract" and fault not in DAMAGE and random.Random(number).random() < 0.5
        found.append(Combination(number, fault, command, fresh))
    return found
