"""What `evaluate --key-measures` shows: scores of the classifier and of two baselines, as table and picture."""

from pathlib import Path

import click

from ..classification import load
from ..classification.scores import compare_on, picture
from ..taxonomy import load_taxonomy
from .examples import example, read_records


def show(path: Path, taxonomy: str, target: Path | None) -> None:
    """Print the figures on labelled paragraphs; write the SVG picture to `target` if it is given."""
    examples = [example(r) for r in read_records(path)]
    figures = compare_on(load(taxonomy), load_taxonomy(taxonomy), examples)
    click.echo(figures.table())
    if target is not None:
        target.write_text(picture(figures), encoding="utf-8")
