"""`reportmine train`: a key-measure classifier from labelled paragraphs, or from an archive's own section headings."""

from pathlib import Path

import click

from ..classification import Example, save
from ..classification.training import train
from ..errors import DataError
from ..taxonomy import Taxonomy, load_taxonomy
from .examples import example, read_records
from .words import tr


@click.command("train")
@click.argument("labelled", type=click.Path(path_type=Path, exists=True), nargs=-1)
@click.option("-o", "--out", "model", type=click.Path(path_type=Path, file_okay=False), required=True, help=tr("模型文件夹", "folder for the model"))
@click.option("--weak", type=click.Path(path_type=Path, exists=True, file_okay=False), help=tr("从 extract 的结果里按小标题学习，无需人工标注", "learn from the section headings of an output folder, without labels"))
@click.option("--taxonomy", default="2023", help=tr("分类体系：名称或 TOML 文件", "taxonomy: name or TOML file"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=tr("语言", "language"))
def command(labelled: tuple[Path, ...], model: Path, weak: Path | None, taxonomy: str, lang: str) -> None:
    """训练重点措施分类器。LABELLED 是标注段落（JSONL：id、text、heading、labels）的文件或文件夹。

    \b
    示例：
      reportmine train corpora/key_measures -o 我的模型
      reportmine train --weak 结果 -o 我的模型
    """
    labels = load_taxonomy(taxonomy)
    files = sorted(f for p in labelled for f in ([p] if p.is_file() else p.glob("*.jsonl")))
    examples = [example(r) for f in files for r in read_records(f)]
    if weak is not None:
        examples += _weak(weak, labels)
    if not examples:
        raise DataError(tr("没有训练数据：请给出标注文件，或用 --weak 指定 extract 的结果文件夹。", "nothing to learn from: give labelled files, or --weak with an output folder."))
    trained = train(examples, labels)
    save(trained.classifier, model, about={"examples": len(examples), "files": [f.name for f in files], "weak": weak is not None})
    click.echo(tr(f"用 {len(examples)} 段文字训练了“{labels.title}”的分类器：{model}", f"Trained {labels.name} on {len(examples)} texts: {model}"))


def _weak(out: Path, labels: Taxonomy) -> list[Example]:
    """Paragraphs of an archive labelled by the headings they stand under."""
    from ..classification.weak import weak_records
    from ..tables.store import read_arrow

    rows = read_arrow(out, "paragraphs").to_pylist()
    return [example(r) for r in weak_records(rows, labels)]
