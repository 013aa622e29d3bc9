"""The frame of a page: one self-contained file that opens from disk, with no network and nothing that runs but our script.

Text of reports never becomes markup: it is escaped where Python writes it, and set as text where the script does. A content
policy names the hash of our one script and forbids every other, and all loading.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files

from .captions import captions
from .origin import Origin, made_from

_FRAME = """<!DOCTYPE html>
<html data-stale="0" data-tables="{tables}" lang="{lang}" data-lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{banner}
{body}
<script type="application/json" id="data">{data}</script>
<script>{script}</script>
</body>
</html>
"""


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """A file of `assets/`."""
    return files("reportmine").joinpath("comparison/assets", name).read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page consists of: `body` is markup of ours, `data` any JSON value, `scripts` names of assets that run as one."""

    title: str
    body: str
    data: object
    scripts: Sequence[str]


def page(shown: Page, origin: Origin, lang: str) -> str:
    """The whole page, headed by the extraction it shows."""
    style, code = asset("page.css"), _script(tuple(shown.scripts))
    return _FRAME.format(
        lang="zh" if lang == "zh" else "en", title=escape(shown.title), style=style, style_hash=_hash(style), script=code,
        script_hash=_hash(code), body=shown.body, data=embedded(shown.data), tables=escape(origin.tables), banner=_banner(origin),
    )  # fmt: skip


@lru_cache(maxsize=8)
def _script(names: tuple[str, ...]) -> str:
    """The assets as one script with names of its own."""
    return '"use strict";\n(() => {\n' + "\n".join(asset(n) for n in names) + "\n})();"


def _banner(origin: Origin) -> str:
    """Which extraction the page shows, and the warning that shows once `mark_stale` has marked the page."""
    words = captions()
    made = {lang: {"made": made_from(origin, words[lang])} for lang in words}
    return f'<aside class="made"><p class="quiet">{both(made, "made")}</p><p class="stale">{both(words, "stale")}</p></aside>'


def embedded(data: object) -> str:
    """JSON that cannot end its script element or open another: < > & and line separators are written as \\u escapes."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def both(words: Mapping[str, Mapping[str, str]], key: str) -> str:
    """A caption in both languages; the style shows the one chosen."""
    return "".join(f'<span class="l-{lang}" lang="{lang}">{escape(words[lang][key])}</span>' for lang in ("zh", "en"))
