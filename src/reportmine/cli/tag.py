"""`reportmine tag`: key measures of paragraphs, a line each."""

import json
from pathlib import Path
from typing import TextIO

import click

from ..classification import load
from .examples import example, read_records
from .words import tr


@click.command("tag")
@click.argument("paragraphs", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-o", "--out", type=click.File("w", encoding="utf-8"), default="-", help=tr("输出文件（默认标准输出）", "output file (default: standard output)"))
@click.option("--taxonomy", default="2023", help=tr("分类体系：名称或 TOML 文件", "taxonomy: name or TOML file"))
@click.option("--model", type=click.Path(path_type=Path, exists=True, file_okay=False), help=tr("自己训练的模型文件夹", "folder of a model of your own"))
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help=tr("语言", "language"))
def command(paragraphs: Path, out: TextIO, taxonomy: str, model: Path | None, lang: str) -> None:
    """给段落标注重点措施。输入每行 {"id", "text", "heading"}，输出每行 {"id", "labels", "scores"}。

    \b
    示例：
      reportmine tag 段落.jsonl -o 标注.jsonl
    """
    classifier = load(taxonomy, model)
    items = read_records(paragraphs)
    for record, tags in zip(items, classifier.tag_texts([example(r) for r in items]), strict=True):
        line = {"id": record["id"], "labels": list(tags.labels), "scores": [round(s, 4) for s in tags.scores]}
        click.echo(json.dumps(line, ensure_ascii=False), file=out)
