"""What `evaluate --key-measures` shows: scores of the classifier and of two baselines, as table and picture."""

from pathlib import Path

from ..classification import load
from ..classification.scores import compare_on, picture
from ..errors import UserDataError
from ..files import write_text
from ..taxonomy import load_taxonomy
from .examples import example, read_records
from .terminal import say


def show(path: Path, taxonomy: str, target: Path | None) -> None:
    """Print the figures on labelled paragraphs; write the SVG picture to `target` if it is given."""
    examples = [example(r) for r in read_records(path, load_taxonomy(taxonomy).ids)]
    if not any(e.labels for e in examples):
        raise UserDataError(
            f'{path}：没有一段带标注。每行应为 {{"id": …, "text": …, "labels": ["theory"]}}。',
            f'{path}: not one paragraph has labels. Every line should be {{"id": …, "text": …, "labels": ["theory"]}}.',
        )
    figures = compare_on(load(taxonomy), load_taxonomy(taxonomy), examples)
    for line in figures.table().split("\n"):
        say(line)
    if target is not None:
        write_text(target, picture(figures))
