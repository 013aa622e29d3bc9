"""`reportmine tag`: key measures of paragraphs, a line each."""

import errno
import json
import os
from pathlib import Path

import click

from ..files import write_text
from .command import argument_path, bilingual, lang_option, option, path
from .guide import COMMANDS
from .terminal import give


@bilingual(
    "tag",
    about=(
        '给段落标注重点措施。PARAGRAPHS 每行 {"id", "text", "heading"}，输出每行 {"id", "labels", "scores"}。',
        'Key measures of paragraphs. PARAGRAPHS has {"id", "text", "heading"} a line, the output {"id", "labels", "scores"}.',
    ),
    example=COMMANDS["tag"].example,
)
@argument_path("paragraphs", exists=True, dir_okay=False)
@option("-o", "--out", type=path(dir_okay=False, allow_dash=True), help=("输出文件（默认标准输出）", "output file (default: standard output)"))
@option("--taxonomy", default="2023", help=("分类体系：名称或 TOML 文件", "taxonomy: name or TOML file"))
@option("--model", type=path(exists=True, file_okay=False), help=("自己训练的模型文件夹", "folder of a model of your own"))
@lang_option()
def command(paragraphs: Path, out: Path | None, taxonomy: str, model: Path | None) -> None:
    """Tag every paragraph of a file."""
    if out is not None and not out.parent.is_dir():
        raise click.FileError(str(out), os.strerror(errno.ENOENT))
    from ..classification import load
    from .examples import example, read_records

    classifier = load(taxonomy, model)
    items = read_records(paragraphs)
    lines = []
    for record, tags in zip(items, classifier.tag_texts([example(r) for r in items]), strict=True):
        line = {"id": record["id"], "labels": list(tags.labels), "scores": [round(s, 4) for s in tags.scores]}
        lines.append(json.dumps(line, ensure_ascii=False))
    if out is None or out == Path("-"):
        for text in lines:
            give(text)
    else:
        write_text(out, "".join(f"{text}\n" for text in lines))
