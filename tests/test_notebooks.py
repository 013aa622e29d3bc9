"""The notebooks run from top to bottom, and write Chinese legibly."""

import warnings
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
LIMIT = 300


def test_there_are_four() -> None:
    assert len(NOTEBOOKS) == 4


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_is_kept_without_output(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebook_runs_top_to_bottom(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    notebook = nbformat.read(path, as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        NotebookClient(notebook, timeout=LIMIT, resources={"metadata": {"path": str(FOLDER)}}).execute()
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    shown = "".join(str(o.get("text", "")) for o in outputs)
    assert "Glyph" not in shown, "a character is missing from the font of a picture"
    if "plt.show" in "".join(c.source for c in notebook.cells):
        assert any("image/png" in o.get("data", {}) for o in outputs)
