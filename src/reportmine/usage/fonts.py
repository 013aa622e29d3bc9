"""A font that has Chinese characters, for pictures: one that is installed, or one that a Python package brings."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError

if TYPE_CHECKING:
    from matplotlib.font_manager import FontEntry

FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "SimHei", "SimSun", "Noto Serif CJK SC", "Noto Sans CJK JP", "Noto Serif CJK JP",
    "AR PL UMing CN", "Droid Sans Fallback",
)  # fmt: skip
PACKAGES = ("noto_cjk_sans_otc", "noto_cjk_sans")
_ADVICE = (
    "没有找到含汉字的字体，图中汉字会变成方框。请安装一种：Debian/Ubuntu 用 apt install fonts-noto-cjk，"
    "或 pip install noto-cjk-sans-otc。",
    "No font with Chinese characters was found; they would be boxes in the picture. Install one: apt install fonts-noto-cjk "
    "on Debian or Ubuntu, or pip install noto-cjk-sans-otc.",
)


@lru_cache(maxsize=1)
def chinese_font() -> str:
    """The family name of a font with Chinese characters, known to matplotlib. Raises `DataError` with advice if there is none."""
    from matplotlib import font_manager

    fonts: list[FontEntry] = font_manager.fontManager.ttflist
    installed = {f.name for f in fonts}
    for family in FAMILIES:
        if family in installed:
            return family
    for path in packaged():
        font_manager.fontManager.addfont(path)
        return str(font_manager.FontProperties(fname=str(path)).get_name())
    raise DataError(*_ADVICE)


def packaged() -> list[Path]:
    """Font files of the packages that bring one."""
    found: list[Path] = []
    for name in PACKAGES:
        spec = find_spec(name)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            found += sorted(p for p in Path(folder).rglob("*") if p.suffix in (".ttc", ".otf", ".ttf", ".otc"))
    return found


def use_chinese() -> str:
    """Make matplotlib write Chinese with a font that has it, and minus signs with one that has them; returns its name."""
    import matplotlib as mpl

    family = chinese_font()
    mpl.rcParams["font.sans-serif"] = [family, "DejaVu Sans"]
    mpl.rcParams["font.family"] = "sans-serif"
    mpl.rcParams["axes.unicode_minus"] = False
    return family
