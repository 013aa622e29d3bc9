"""One picture per kind of result, for people who would rather look; needs matplotlib."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..errors import DataError
from ..files import write_bytes
from .fonts import use_chinese

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    Painter = Callable[[Axes, pd.DataFrame], None]

TOP = 20
_FORMATS: dict[str, dict[str, None]] = {".svg": {"Date": None}, ".png": {}, ".pdf": {"CreationDate": None}}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_INK, _OTHER = "#1f4e79", "#b5482a"


def draw(name: str, frame: pd.DataFrame, path: Path) -> Path:
    """Draw the result of the measure `name` to an .svg, .png or .pdf file; the same result gives the same bytes.

    Raises `DataError` if matplotlib or a Chinese font is missing, the ending is another, or there is nothing to draw.
    """
    if path.suffix not in _FORMATS:
        raise DataError(
            f"{path}：只能画 {'、'.join(_FORMATS)}。请改文件名的结尾。",
            f"{path}: only {', '.join(_FORMATS)} can be drawn. Change the ending of the name.",
        )
    try:
        import matplotlib as mpl
        from matplotlib.figure import Figure
    except ImportError:
        raise DataError(
            "画图要先安装 matplotlib：pip install matplotlib",
            "Pictures need matplotlib: pip install matplotlib",
        ) from None
    use_chinese()
    mpl.rcParams["svg.hashsalt"] = "reportmine"
    mpl.rcParams["text.parse_math"] = False  # a $ in a name is no formula
    figure = Figure(figsize=(9, 6), layout="constrained")
    texts = {str(c): frame[c].map(_plain) for c in frame if not pd.api.types.is_numeric_dtype(frame[c].dtype)}
    paint(figure.add_subplot(), name, frame.assign(**texts).rename(columns=_plain))
    drawn = io.BytesIO()
    figure.savefig(drawn, format=path.suffix[1:], dpi=150, metadata=_FORMATS[path.suffix])
    write_bytes(path, drawn.getvalue())
    return path


def _plain(value: Any) -> Any:
    """A value without the control characters that a font has no sign for and an SVG may not hold."""
    return _CONTROLS.sub(" ", value) if isinstance(value, str) else value


def paint(axes: "Axes", name: str, frame: pd.DataFrame) -> None:
    """Paint a result on axes of your own, as the notebooks do."""
    painter = _PAINTERS.get(name)
    if painter is None or frame.empty:
        raise DataError(
            f"{name} 的结果是空表，没有可画的。请放宽条件，或去掉 --picture。",
            f"the result of {name} is empty; there is nothing to draw. Loosen the conditions, or leave out --picture.",
        )
    painter(axes, frame)


def _keyness(axes: "Axes", frame: pd.DataFrame) -> None:
    best = frame.groupby("towards").head(TOP // 2 + 2).sort_values("log_ratio")
    axes.barh(best["term"], best["log_ratio"], color=np.where(best["log_ratio"] > 0, _INK, _OTHER))
    axes.set_xlabel("log2 频率比（右：甲组多用；左：乙组多用）")
    axes.axvline(0, color="black", linewidth=0.8)


def _bars(label: str, value: str, title: str) -> "Painter":
    def painter(axes: "Axes", frame: pd.DataFrame) -> None:
        top = frame.head(TOP).iloc[::-1]
        axes.barh(top[label], top[value], color=_INK)
        axes.set_xlabel(title)

    return painter


def _heat(axes: "Axes", table: pd.DataFrame, title: str) -> None:
    image = axes.imshow(table.to_numpy(dtype=np.float64), aspect="auto", cmap="Blues")
    axes.set_xticks(range(table.shape[1]), [str(c)[:14] for c in table.columns], rotation=60, ha="right")
    axes.set_yticks(range(len(table)), [str(i)[:24] for i in table.index])
    axes.figure.colorbar(image, ax=axes, label=title)


def _panel(axes: "Axes", frame: pd.DataFrame) -> None:
    by = list(frame.columns[: frame.columns.get_loc("concept")])
    names = frame[by].astype(str).agg(" ".join, axis=1)
    table = frame.assign(group=names).pivot_table(index="group", columns="concept", values="per_1000_tokens", sort=False)
    _heat(axes, table.head(2 * TOP), "每千词次数")


def _matrix(axes: "Axes", frame: pd.DataFrame) -> None:
    names = list((frame["unit"] + " " + frame["when"]).str.strip())
    table = pd.DataFrame(frame.iloc[:, 3:].to_numpy(dtype=np.float64), index=names, columns=names)
    np.fill_diagonal(values := table.to_numpy(copy=True), np.nan)
    _heat(axes, pd.DataFrame(values, index=names, columns=names), "行所含文字见于列的比例")


def _reuse(axes: "Axes", frame: pd.DataFrame) -> None:
    if "passage" in frame:
        heads = frame.drop_duplicates("passage").assign(label=lambda d: d["text"].str[:22] + "…")
        _bars("label", "reports", "见于几份报告")(axes, heads)
    elif "earlier" in frame:
        named = frame.assign(label=frame["unit_a"] + frame["when_a"] + " — " + frame["unit_b"] + frame["when_b"])
        _bars("label", "share_b", "乙报告文字见于甲报告的比例")(axes, named.drop_duplicates("label"))
    elif "report_id" in frame:
        _matrix(axes, frame)
    else:
        raise DataError(
            "对照表没有图。请看表里的 change 一列，或去掉 --picture。",
            "An alignment has no picture. See the column change of the table, or leave out --picture.",
        )


def _diffusion(axes: "Axes", frame: pd.DataFrame) -> None:
    if "units_total" in frame:
        for phrase, group in frame.groupby("phrase", sort=False):
            axes.step(group["when"], group["share_units"], where="post", label=str(phrase))
        axes.set_ylabel("用过的单位占已见单位的比例")
        axes.tick_params(axis="x", rotation=45)
    else:
        dated = frame.dropna(subset="rank").sort_values(["first_when", "unit"])
        axes.xaxis.update_units(list(dated["first_when"]))  # type: ignore[no-untyped-call]  # the axis in order of time
        for phrase, group in dated.groupby("phrase", sort=False):
            axes.scatter(group["first_when"], group["unit"], label=str(phrase), s=40)
        axes.set_xlabel("首次出现")
    axes.legend(loc="upper left", fontsize=8)


def _profile(axes: "Axes", frame: pd.DataFrame) -> None:
    axes.scatter(frame["formula_share"] * 100, frame["facts_per_1000"], color=_INK)
    label = "unit" if "unit" in frame else frame.columns[0]
    for row in frame.to_dict("records"):
        axes.annotate(f"{row[label]} {row.get('when', '')}".strip()[:16], (row["formula_share"] * 100, row["facts_per_1000"]), fontsize=7)
    axes.set_xlabel("套语占篇幅 %")
    axes.set_ylabel("每千字事实数")


def _kwic(axes: "Axes", frame: pd.DataFrame) -> None:
    names = frame["unit"] + " " + frame["when"]
    axes.scatter(frame["start"], names, marker="|", s=120, color=_INK)
    axes.set_xlabel("在报告中的位置（字）")


_PAINTERS: "dict[str, Callable[[Any, pd.DataFrame], None]]" = {
    "keyness": _keyness, "collocations": _bars("collocate", "log_dice", "logDice"), "phrases": _bars("text", "count", "次数"),
    "panel": _panel, "reuse": _reuse, "diffusion": _diffusion, "profile": _profile, "kwic": _kwic,
}  # fmt: skip
