"""Models on disk: `model.json` (taxonomy, calibration, checksums) and `weights-….npz` (plain arrays). No pickle.

The weights are named by their checksum, which stands in `model.json`: whatever moment a run is killed at, the header there
is leads to its own weights. `weights.npz`, the name in the shipped model and in those of earlier versions, is read as well.
The bytes depend on the model alone: `np.savez` stamps no time, JSON is sorted.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import ModelError
from ..files import replaced_together
from ..resources import OURS, Resources
from ..taxonomy import DEFAULT, Label, Taxonomy, load_taxonomy
from .baseline import cue_model
from .classifier import Classifier
from .combine import Decision
from .linear import Weights

FORMAT = 2
_ARRAYS = "weights.npz"
_HEAD = "model.json"


def save(model: Classifier, folder: Path, *, about: Mapping[str, object] | None = None) -> None:
    """Write a model to `folder`, in place of the one there; `about` (data hash, scores) is kept with it."""
    arrays = io.BytesIO()
    w = model.weights
    np.savez(
        arrays, hashes=w.hashes, idf=w.idf.astype(np.float16), grams=w.grams.astype(np.float16), cues=w.cues,
        totals=w.totals, bias=w.bias,
    )  # fmt: skip
    head = {
        "format": FORMAT,
        "weights_sha256": hashlib.sha256(arrays.getvalue()).hexdigest(),
        "taxonomy": asdict(model.taxonomy),
        "decision": {k: np.asarray(v).round(5).tolist() for k, v in asdict(model.decision).items()},
        "about": dict(about or {}),
    }
    head["sha256"] = _seal(head)
    place = folder / _named(head)
    with replaced_together() as draft:  # the header last, since it leads to the weights
        draft(place).write_bytes(arrays.getvalue())
        draft(folder / _HEAD).write_text(json.dumps(head, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for old in (*folder.glob("weights*.npz"), *folder.glob(".weights*.npz.tmp")):
        if old != place:
            old.unlink()


def _named(head: Mapping[str, Any]) -> str:
    """The file of the weights that belong to this header: `weights-3f9a0c1be2d4.npz`"""
    return f"weights-{str(head['weights_sha256'])[:12]}.npz"


def _seal(head: Mapping[str, object]) -> str:
    rest = {k: v for k, v in head.items() if k != "sha256"}
    return hashlib.sha256(json.dumps(rest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def load(taxonomy: str = DEFAULT, path: Path | None = None, resources: Resources = OURS) -> Classifier:
    """The model of `path`, or the one that comes with the product for `taxonomy` (a name or a TOML file).

    A taxonomy without a model of its own is tagged by its cue words alone. Raises `ModelError` if the files are missing,
    damaged or of another version.
    """
    if path is not None:
        return load_folder(path, resources)
    folder = default_folder(taxonomy)
    return cue_model(load_taxonomy(taxonomy, resources), resources) if folder is None else load_folder(folder, resources)


def default_folder(taxonomy: str) -> Path | None:
    """Where the product keeps the model of a taxonomy: in the installed package, or `models/` of a checkout."""
    inside = Path(str(files("reportmine"))) / "models"
    for base in (inside, Path(__file__).resolve().parents[3] / "models"):
        if (base / f"key_measures_{taxonomy}" / _HEAD).is_file():
            return base / f"key_measures_{taxonomy}"
    return None


def load_folder(folder: Path, resources: Resources = OURS) -> Classifier:
    """The model in a folder. Raises `ModelError` naming the file and what to do."""
    head_file = _there(folder / _HEAD)
    head_bytes = head_file.read_bytes()
    head = _head(str(head_file), head_bytes)
    arrays_file = folder / _named(head)
    if not arrays_file.is_file() and (folder / _ARRAYS).is_file():
        arrays_file = folder / _ARRAYS
    return Classifier(*_load(str(head_file), head_bytes, str(_there(arrays_file)), arrays_file.read_bytes()), resources)


def _there(file: Path) -> Path:
    if not file.is_file():
        raise ModelError(
            f"{file}：文件不在。请重新训练，或重装 reportmine。",
            f"{file}: missing from the folder of the model; train again or reinstall",
        )
    return file


@lru_cache(maxsize=4)
def _load(head_file: str, head_bytes: bytes, arrays_file: str, arrays: bytes) -> tuple[Taxonomy, Weights, Decision]:
    head = _head(head_file, head_bytes)
    if hashlib.sha256(arrays).hexdigest() != head["weights_sha256"]:
        raise _changed(arrays_file)
    try:
        with np.load(io.BytesIO(arrays), allow_pickle=False) as z:
            weights = Weights(z["hashes"], *(z[k].astype(np.float32) for k in ("idf", "grams", "cues", "totals", "bias")))
        decision = Decision(**{k: np.array(v, np.float64) for k, v in head["decision"].items()})
        return _taxonomy(head["taxonomy"]), weights, decision
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(f"{head_file}：不是这个版本的模型（{error}）。请重新训练。", f"{head_file}: not a model of this version ({error}); train again") from error


@lru_cache(maxsize=4)
def _head(place: str, data: bytes) -> dict:  # type: ignore[type-arg]
    try:
        head = json.loads(data)
    except ValueError:
        raise ModelError(f"{place}：已损坏（不是 JSON）。请重新训练，或重装 reportmine。", f"{place}: damaged (not JSON); train again or reinstall") from None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise ModelError(f"{place}：是另一个版本的模型。请用这个版本重新训练。", f"{place}: a model of another version; train again with this one")
    if head.get("sha256") != _seal(head):
        raise _changed(place)
    return head


def _changed(place: str) -> ModelError:
    return ModelError(
        f"{place}：训练之后被改动或截断。请重新训练，或重装 reportmine。", f"{place}: changed or cut short since training; train again or reinstall"
    )


def _taxonomy(data: dict[str, Any]) -> Taxonomy:
    labels = tuple(Label(**_tuples(entry)) for entry in data["labels"])
    signals = tuple((name, tuple(words)) for name, words in data["signals"])
    return Taxonomy(labels=labels, signals=signals, **_tuples({k: v for k, v in data.items() if k not in ("labels", "signals")}))


def _tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    """JSON's lists as the tuples they were."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
