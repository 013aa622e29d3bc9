"""What people read on sheets and pages (`data/checks/captions.toml`)."""

import tomllib
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("zh", "en")


@lru_cache(maxsize=1)
def captions() -> dict[str, dict[str, str]]:
    """Captions by language."""
    text = files("reportmine").joinpath("data/checks/captions.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return {lang: {k: str(v) for k, v in data[lang].items()} for lang in LANGUAGES}
