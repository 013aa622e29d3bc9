"""Damaged files end as read, empty or failed with words; never otherwise. (Thousands more were tried by hand.)"""

import random
import re

import pytest
from docx_parts import OFFICIAL, docx, num, numbered, p, packed
from pdf_parts import pdf, words

from reportmine.errors import InputError
from reportmine.readers import Limits, read_bytes

PAGE = (
    "<html><body><p>全年组织开展专项检查12次。</p><table><tr><td>甲</td><td>3</td></tr></table></body></html>"
)
SEEDS = {
    "a.docx": docx(p("全年组织开展专项检查12次。") + numbered("总体情况", 1), numbering=OFFICIAL + num(1)),
    "a.pdf": pdf(words(b"Inspected 12 sites") * 3, pages=3),
    "a.html": PAGE.encode(),
    "a.txt": "全年组织开展专项检查12次。\n".encode("gb18030") * 20,
    "a.csv": "单位,正文\n甲局,全年组织开展专项检查12次。\n".encode() * 5,
    "a.jsonl": '{"text": "全年组织开展专项检查12次。"}\n'.encode() * 5,
    "a.xlsx": packed({"xl/workbook.xml": "<workbook/>"}),
    "a.ofd": packed({"OFD.xml": "<OFD/>"}),
}
RAW = re.compile("[A-Za-z]+ [a-z]+ [a-z]+|Error\\b|Exception")  # a parser's own words in a Chinese line
SUFFIXES = (
    "txt",
    "docx",
    "doc",
    "pdf",
    "ofd",
    "html",
    "csv",
    "jsonl",
    "xlsx",
    "mht",
    "wps",
    "png",
    "zip",
    "rtf",
    "",
)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file cut, with bytes changed, or with a piece of itself in the wrong place."""
    kind = chance.randrange(3)
    if kind == 0:
        return data[: chance.randrange(len(data) + 1)]
    if kind == 1:
        changed = bytearray(data)
        for _ in range(chance.choice((1, 5, 50))):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(changed)
    at, piece = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:at] + data[piece : piece + 300] + data[at:]


@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_file_is_read_or_explained(name, monkeypatch):
    monkeypatch.setattr("reportmine.readers.office.available", lambda: None)
    chance = random.Random(name)  # noqa: S311
    for _ in range(150):
        suffix = chance.choice(SUFFIXES) if chance.random() < 0.1 else name[2:]
        try:
            read_bytes(damaged(SEEDS[name], chance), f"a.{suffix}", Limits(seconds=0))
        except InputError as error:
            assert str(error).startswith("a.")
            assert any("\u4e00" <= c <= "\u9fff" for c in str(error))
            assert not RAW.search(str(error)), error


@pytest.mark.parametrize("depth", [100, 100_000])
def test_deep_nesting_is_read_or_refused(depth):
    for data, name in (
        (b"<div>" * depth + "甲".encode(), "a.html"),
        (packed({"word/document.xml": b"<a>" * depth + b"</a>" * depth}), "a.docx"),
        (b"[" * depth, "a.jsonl"),
    ):
        try:
            read_bytes(data, name)
        except InputError as error:
            assert str(error).startswith("a.")
