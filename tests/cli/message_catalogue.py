"""Makes the catalogue that gettext reads (.mo) from the one that people write (.po): `python tests/cli/message_catalogue.py`."""

import ast
import re
import struct
from pathlib import Path

PO = Path(__file__).parents[2] / "src/reportmine/cli/locale/zh/LC_MESSAGES/reportmine.po"
MO = PO.with_suffix(".mo")
_ENTRY = re.compile(r'^msgid (".*")\n(?:msgid_plural (".*")\n)?msgstr(?:\[0\])? (".*")$', re.MULTILINE)


def messages() -> dict[str, str]:
    """English to Chinese; a plural stands behind its singular, after a NUL."""
    found = (map(ast.literal_eval, (m[1], m[2] or '""', m[3])) for m in _ENTRY.finditer(PO.read_text(encoding="utf-8")))
    return {f"{one}\0{many}" if many else one: zh for one, many, zh in found}


def compiled() -> bytes:
    """The .mo file: magic, version, count, places of both tables, the tables (length, place), the strings."""
    pairs = sorted((k.encode(), v.encode()) for k, v in messages().items())
    place, strings, tables = 28 + 16 * len(pairs), b"", b""
    for column in (0, 1):
        for pair in pairs:
            tables += struct.pack("<II", len(pair[column]), place + len(strings))
            strings += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, place)
    return head + tables + strings


if __name__ == "__main__":
    MO.write_bytes(compiled())
