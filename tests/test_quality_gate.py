"""Quality cannot sink unseen: the figures on our own gold, and on the shared one where it is there."""

from pathlib import Path

from reportmine.archive.memory import extract
from reportmine.evaluation.gate import below, load_floors
from reportmine.evaluation.gold import load_gold
from reportmine.evaluation.score import score
from reportmine.tables import TABLES

ROOT = Path(__file__).parents[1]
DEV_FLOORS = {"found": 0.98, "strict": 0.97, "masked_recall": 1.0, "kind": 0.98, "modifier": 0.97, "object": 0.88, "action": 0.85,
              "named": 0.9, "exact": 0.93, "members": 0.9, "document": 0.99, "issued": 0.9}  # fmt: skip


def figures(reports: Path, *gold: Path) -> dict[str, float]:
    made = extract(reports)
    return score({name: getattr(made, name) for name in TABLES}, load_gold(gold))[0]


def test_figures_on_our_own_gold_hold_their_floors():
    folder = ROOT / "corpora" / "gold"
    assert below(figures(ROOT / "corpora" / "reports", *sorted(folder.glob("*.jsonl"))), load_floors(folder / "floors.json")) == []


def test_figures_on_the_shared_gold_hold_their_floors(shared: Path):
    assert below(figures(shared / "reports", shared / "gold" / "dev.jsonl"), DEV_FLOORS) == []
