"""How a result was made: versions, input, word lists, settings, and the one command that makes it again.

`@measured` puts this into `DataFrame.attrs["provenance"]`; files carry it beside them (`….provenance.json`).
"""

import hashlib
import inspect
import platform
import shlex
from collections.abc import Callable
from functools import wraps
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Concatenate, ParamSpec

import pandas as pd

from .corpus import Corpus
from .lists import LISTS, data_hash, file_hash, list_hash

P = ParamSpec("P")
Measure = Callable[Concatenate[Corpus, P], pd.DataFrame]
_POSITIONAL = inspect.Parameter.POSITIONAL_OR_KEYWORD


def measured(function: Measure[P]) -> Measure[P]:
    """A function of a corpus whose result says how it was made; its keyword settings are the options of the command."""

    @wraps(function)
    def wrapper(corpus: Corpus, /, *args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
        frame = function(corpus, *args, **kwargs)
        bound = inspect.signature(function).bind(corpus, *args, **kwargs)
        bound.apply_defaults()
        settings = dict(list(bound.arguments.items())[1:])
        frame.attrs["provenance"] = _record(corpus, function, settings, frame.attrs.pop("notes", []))
        return frame

    return wrapper


def _record(
    corpus: Corpus, function: Callable[..., object], settings: dict[str, Any], notes: list[tuple[str, str]]
) -> dict[str, Any]:
    files = {str(v): file_hash(v) for v in settings.values() if isinstance(v, Path) and v.is_file()}
    ids = "\n".join(sorted(corpus.reports["report_id"]))
    name = function.__name__
    return {
        "command": command(corpus.results.out, function, settings), "result": name,
        "reportmine": _installed("reportmine"), "python": platform.python_version(),
        "packages": {p: _installed(p) for p in ("numpy", "pandas", "scipy", corpus.segmenter)},
        "input": {"folder": str(corpus.results.out), "reports": len(corpus.reports), "sha256": hashlib.sha256(ids.encode()).hexdigest()[:16],
                  "left_out": list(corpus.left_out),
                  "extraction": {k: corpus.run.get(k) for k in ("version", "data", "options")}},
        "segmenter": corpus.segmenter, "word_lists": {n: list_hash(n, corpus.resources) for n in LISTS}, "data": data_hash(corpus.resources), "files": files,
        "settings": {k: _plain(v) for k, v in settings.items()}, "notes": [zh for zh, _ in notes],
        "notes_en": [en for _, en in notes],
    }  # fmt: skip


def command(out: Path, function: Callable[..., object], settings: dict[str, Any]) -> str:
    """The command line of a call, defaults left out: `reportmine usage keyness 结果 --a year=1994 --b year=2025`.

    What a function takes by position are arguments of the command, its keywords are options.
    """
    known = inspect.signature(function).parameters
    parts, arguments = ["reportmine", "usage", function.__name__], [str(out)]
    for name, value in settings.items():
        if value == known[name].default:
            continue
        if known[name].kind is _POSITIONAL:
            arguments += [str(v) for v in value] if isinstance(value, tuple) else [str(value)]
            continue
        option = "--" + name.rstrip("_").replace("_", "-")
        if isinstance(value, bool):
            parts.append(option if value else option.replace("--", "--no-", 1))
        elif isinstance(value, (list, tuple)):
            parts += [p for item in value for p in (option, str(item))]
        else:
            parts += [option, str(value)]
    if any(a.startswith("-") for a in arguments):
        parts.append("--")
    return shlex.join(parts + arguments)


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return str(value) if isinstance(value, Path) else value


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "0+source"
