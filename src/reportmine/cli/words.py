"""Words the command line says, in the language asked for: ours are said by `tr`, those of click lie in `locale/`."""

import gettext
import os
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path

import click

Words = tuple[str, str]
LANGUAGES = ("zh", "en")
_DOMAIN, _LOCALE = "reportmine", Path(__file__).parent / "locale"
_asked: ContextVar[str] = ContextVar("language", default="")

# click's own parser, knowing nothing but --lang, so that it is found wherever it stands, and before anything is said
_FINDER = click.Command(
    "lang", params=[click.Option(["--lang"], type=click.Choice(LANGUAGES))], add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)  # fmt: skip


def settle(arguments: Sequence[str]) -> None:
    """Speak the language that `--lang` names in these arguments, else that of REPORTMINE_LANG, else Chinese."""
    found = _FINDER.make_context("lang", list(arguments), resilient_parsing=True).params["lang"]
    speak(found or os.environ.get("REPORTMINE_LANG", ""))


def speak(lang: str) -> None:
    """Speak `zh` or `en` from now on; click takes its words through gettext, which asks the environment."""
    _asked.set(lang if lang in LANGUAGES else LANGUAGES[0])
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain(_DOMAIN, str(_LOCALE))
    gettext.textdomain(_DOMAIN)


def language() -> str:
    """`zh` or `en`."""
    return _asked.get() or LANGUAGES[0]


def tr(zh: str, en: str) -> str:
    """The Chinese or the English wording."""
    return en if language() == "en" else zh
