"""Two corpora: the sample reports, and a small one whose numbers can be counted by hand."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from reportmine.archive import Options, extract
from reportmine.usage import Corpus, load_corpus

ROOT = Path(__file__).parents[2]
SMALL = {
    "市水利局2021年工作总结.txt": "市水利局2021年工作总结\n我们深入开展调查研究，解决群众问题。全年开展调查研究12次，走访群众300人。"
    "坚持查真相、说真话、报实情，做到深学细悟、凝心铸魂。",
    "市教育局2022年工作总结.txt": "市教育局2022年工作总结\n我们推动高质量发展。全年开展调查研究15次，走访群众280人。"
    "增强“四个意识”、坚定“四个自信”、做到“两个维护”，推动高质量发展走深走实。",
    "市民政局2023年工作总结.txt": "市民政局2023年工作总结\n我们推动高质量发展，推动营商环境优化。全年共开展调查研究9次，走访群众100多人。"
    "下一步，计划新建学校3所。",
}  # fmt: skip


def made(folder: Path, texts: dict[str, str]) -> Corpus:
    """The corpus of these texts, extracted into `folder`."""
    source = folder / "in"
    source.mkdir()
    for name, text in texts.items():
        (source / name).write_text(text, encoding="utf-8")
    extract((str(source),), Options(out=folder / "out", jobs=1))
    return load_corpus(folder / "out")


@pytest.fixture
def make(tmp_path: Path) -> Callable[[dict[str, str]], Corpus]:
    """A corpus of texts given by file name."""
    return partial(made, tmp_path)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return made(tmp_path_factory.mktemp("small"), SMALL)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("sample")
    extract((str(ROOT / "corpora" / "reports"),), Options(out=folder))
    return load_corpus(folder)
