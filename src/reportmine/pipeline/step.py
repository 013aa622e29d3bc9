"""A step finds one or more layers of a document; a pipeline is steps in order, checked when it is built."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..document import Document
from ..errors import DataError


@dataclass(frozen=True, slots=True)
class Step:
    """What a step is called, the layers it reads, the layers it fills, and the function that does it."""

    name: str
    requires: frozenset[str]
    provides: frozenset[str]
    run: Callable[[Document], None]

    def __call__(self, document: Document) -> None:
        """Fills the step's layers."""
        self.run(document)
        document.provided |= self.provides


class Pipeline:
    """Steps in an order in which each finds what it requires.

    Raises `DataError` if a step requires a layer that no earlier step provides, or two steps provide the same one.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = tuple(steps)
        provided: set[str] = set()
        for step in self.steps:
            if missing := sorted(step.requires - provided):
                raise DataError(
                    f"步骤 {step.name} 需要 {missing[0]} 层，但前面没有步骤提供它。请调整步骤的次序。",
                    f"step {step.name} requires the layer {missing[0]}, which no step before it provides. Change the order of the steps.",
                )
            if twice := sorted(step.provides & provided):
                raise DataError(
                    f"{twice[0]} 层由两个步骤提供，第二个是 {step.name}。请去掉一个。",
                    f"the layer {twice[0]} is provided by two steps, the second being {step.name}. Remove one.",
                )
            provided |= step.provides

    def __call__(self, document: Document) -> Document:
        """The same document with the layers of every step."""
        for step in self.steps:
            step(document)
        return document

    def ensure(self, document: Document, layers: frozenset[str]) -> None:
        """Runs the steps that provide `layers`, and those that they require, where they have not run yet."""
        missing = layers - document.provided
        for step in self.steps:
            if missing & step.provides:
                self.ensure(document, step.requires)
                step(document)
