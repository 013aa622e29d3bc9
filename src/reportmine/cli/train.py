"""`reportmine train`: a key-measure classifier from labelled paragraphs, or from an archive's own section headings."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UserDataError
from .command import bilingual, lang_option, option, path
from .guide import COMMANDS
from .terminal import say
from .words import tr

if TYPE_CHECKING:
    from ..classification import Example
    from ..taxonomy import Taxonomy


@bilingual(
    "train",
    about=(
        "训练重点措施分类器，供 reportmine tag --model 使用。LABELLED 是标注段落（JSONL：id、text、heading、labels）的文件或文件夹；"
        "没有标注就用 --weak，从小标题学习。",
        "Train a key-measure classifier for reportmine tag --model. LABELLED are files, or folders of files, of labelled "
        "paragraphs (JSONL: id, text, heading, labels); without labels, --weak learns from section headings.",
    ),
    example=COMMANDS["train"].example,
)
@click.argument("labelled", type=path(exists=True), nargs=-1)
@option("-o", "--out", "model", type=path(file_okay=False), required=True, help=("模型文件夹", "folder for the model"))
@option("--weak", type=path(exists=True, file_okay=False), help=("从 extract 的结果里按小标题学习，无需人工标注", "learn from the section headings of an output folder, without labels"))
@option("--taxonomy", default="2023", help=("分类体系：名称或 TOML 文件", "taxonomy: name or TOML file"))
@lang_option()
def command(labelled: tuple[Path, ...], model: Path, weak: Path | None, taxonomy: str) -> None:
    """Train, and say on how much."""
    from ..classification import save
    from ..classification.training import train
    from ..taxonomy import load_taxonomy
    from .examples import example, read_records

    if not labelled and weak is None:
        raise click.UsageError(tr("请给出标注文件，或用 --weak 指定 extract 的结果文件夹。", "Give labelled files, or --weak with an output folder."))
    labels = load_taxonomy(taxonomy)
    files = sorted(f for p in labelled for f in ([p] if p.is_file() else p.glob("*.jsonl")))
    examples = [example(r) for f in files for r in read_records(f, labels.ids)]
    if weak is not None:
        examples += _weak(weak, labels)
    if not examples:
        places = [str(p) for p in (*labelled, weak) if p is not None]
        raise UserDataError(
            f"{'、'.join(places)}：没有可供学习的段落。请核对文件夹里的 .jsonl 文件，或小标题是否写明重点措施。",
            f"{', '.join(places)}: no paragraph to learn from. Check the .jsonl files there, or whether headings name key measures.",
        )
    trained = train(examples, labels)
    save(trained.classifier, model, about={"examples": len(examples), "files": [f.name for f in files], "weak": weak is not None})
    say(tr(f"用 {len(examples)} 段文字训练了“{labels.title}”的分类器：{model}", f"Trained {labels.name} on {len(examples)} texts: {model}"))


def _weak(out: Path, labels: "Taxonomy") -> "list[Example]":
    """Paragraphs of an archive labelled by the headings they stand under."""
    from ..classification.weak import weak_records
    from ..tables import Results
    from .examples import example

    rows = Results(out).arrow("paragraphs").to_pylist()
    return [example(r) for r in weak_records(rows, labels)]
