"""One process runs many command lines here: what one of them spoke, the next shall not."""

from collections.abc import Iterator

import pytest

from reportmine.cli.words import speak


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    speak("zh")
