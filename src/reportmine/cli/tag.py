"""`reportmine tag`: key measures of paragraphs, a line each."""

import json
from pathlib import Path
from typing import TextIO

import click

from .command import argument_path, bilingual, lang_option, option, path
from .guide import COMMANDS


@bilingual(
    "tag",
    about=(
        '给段落标注重点措施。PARAGRAPHS 每行 {"id", "text", "heading"}，输出每行 {"id", "labels", "scores"}。',
        'Key measures of paragraphs. PARAGRAPHS has {"id", "text", "heading"} a line, the output {"id", "labels", "scores"}.',
    ),
    example=COMMANDS["tag"].example,
)
@argument_path("paragraphs", exists=True, dir_okay=False)
@option("-o", "--out", type=click.File("w", encoding="utf-8"), default="-", help=("输出文件（默认标准输出）", "output file (default: standard output)"))
@option("--taxonomy", default="2023", help=("分类体系：名称或 TOML 文件", "taxonomy: name or TOML file"))
@option("--model", type=path(exists=True, file_okay=False), help=("自己训练的模型文件夹", "folder of a model of your own"))
@lang_option()
def command(paragraphs: Path, out: TextIO, taxonomy: str, model: Path | None) -> None:
    """Tag every paragraph of a file."""
    from ..classification import load
    from .examples import example, read_records

    classifier = load(taxonomy, model)
    items = read_records(paragraphs)
    for record, tags in zip(items, classifier.tag_texts([example(r) for r in items]), strict=True):
        line = {"id": record["id"], "labels": list(tags.labels), "scores": [round(s, 4) for s in tags.scores]}
        click.echo(json.dumps(line, ensure_ascii=False), file=out)
