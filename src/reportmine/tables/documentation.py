"""The page of all tables and columns, made of their declaration: `python -m reportmine.tables.documentation` writes it anew."""

from importlib.resources import files
from pathlib import Path

from .columns import Column, Table, tables

_TITLES = ("# 表和列", "# Tables and columns")
_INTRODUCTIONS = (
    "`OUT/tables/` 和 `OUT/csv/` 里的每一列。位置都以 `reports.text` 的字符计，从 0 起，不含结束位置。本页由 `data/columns.toml` 生成。",
    "Every column in `OUT/tables/` and `OUT/csv/`. Offsets are code points into `reports.text`, from 0, end exclusive. "
    "This page is made of `data/columns.toml`.",
)
_HEADS = (("列", "类型", "工作簿里的表头", "内容"), ("Column", "Type", "Header in the workbook", "Meaning"))
_TYPES = {
    "text": ("文字", "text"), "whole": ("整数", "integer"), "number": ("数", "float"), "yes_no": ("是否", "boolean"),
    "texts": ("文字列表", "list of text"), "wholes": ("整数列表", "list of integers"), "numbers": ("数列表", "list of floats"),
}  # fmt: skip


def page(lang: str) -> str:
    """The page in Markdown; `lang` is `zh` or `en`."""
    n = int(lang != "zh")
    parts = [_TITLES[n], _INTRODUCTIONS[n], *(_section(table, n) for table in tables().values())]
    return "\n\n".join(parts) + "\n"


def _section(table: Table, n: int) -> str:
    says = ("一行是", "A row is ")[n] + table.row[n] + ("。", ".")[n]
    head = [f"| {' | '.join(_HEADS[n])} |", "| --- | --- | --- | --- |"]
    return "\n".join([f"## {table.name}", "", says, "", *head, *(_row(c, table, n) for c in table.columns)])


def _row(column: Column, table: Table, n: int) -> str:
    shown = column.header[n] if column in table.sheet else "—"
    return f"| `{column.name}` | {_TYPES[column.type][n]} | {shown} | {column.meaning[n]} |"


def place(lang: str) -> Path:
    """Where the page is kept."""
    return Path(str(files("reportmine"))) / "help" / lang / "columns.md"


def main() -> None:
    """Write both pages."""
    for lang in ("zh", "en"):
        place(lang).parent.mkdir(parents=True, exist_ok=True)
        place(lang).write_text(page(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
