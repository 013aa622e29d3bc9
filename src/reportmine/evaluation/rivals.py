"""Rival extractors, timed in an environment of their own (`.bench-venv`) so that their old pins do not touch ours."""

import json
import subprocess
import sys
from pathlib import Path

# Name in the table, what pip installs, and a program that defines run(paragraph).
RIVALS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("cn2an.transform", ("cn2an",), "import cn2an\ndef run(p):\n    return cn2an.transform(p, 'cn2an')"),
    (
        "Recognizers-Text, number model", ("ms-recognizers-text-suite==1.0.1", "emoji==2.0.0"),
        "from ms_recognizers_number import recognize_number\ndef run(p):\n    return recognize_number(p, 'zh-cn')",
    ),
    (
        "Recognizers-Text, 4 models", ("ms-recognizers-text-suite==1.0.1", "emoji==2.0.0"),
        "from ms_recognizers_number import recognize_number, recognize_ordinal, recognize_percentage\n"
        "from ms_recognizers_number_with_unit import recognize_dimension\n"
        "def run(p):\n    return [f(p, 'zh-cn') for f in (recognize_number, recognize_ordinal, recognize_percentage, recognize_dimension)]",
    ),
    ("cpca.transform", ("cpca",), "import cpca\ndef run(p):\n    return cpca.transform([p])"),
)  # fmt: skip

_TIMER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
{program}
paragraphs = [p for p in open(sys.argv[1], encoding="utf-8").read().split("\\n") if p.strip()]
run(paragraphs[0])
begun, done = time.process_time(), 0
for paragraph in paragraphs:
    try:
        run(paragraph)
    except Exception:
        pass
    done += len(paragraph)
    if time.process_time() - begun > {limit}:
        break
print(json.dumps([done, time.process_time() - begun]))
"""


def time_rivals(text: str, folder: Path, *, limit: float = 15.0) -> dict[str, float | str]:
    """Characters per second of every rival, or in words why it could not be measured."""
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not python.exists():
        made = _call([sys.executable, "-m", "venv", str(folder)], 300)
        if isinstance(made, str):
            return {name: made for name, _, _ in RIVALS}
    sample = folder / "bench.txt"
    sample.write_text(text, encoding="utf-8")
    return {name: _time(python, sample, packages, program, limit) for name, packages, program in RIVALS}


def _time(python: Path, sample: Path, packages: tuple[str, ...], program: str, limit: float) -> float | str:
    installed = _call([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], 240)
    if installed is not None:
        return f"not installed: {installed}"
    timed = _call([str(python), "-c", _TIMER.format(program=program, limit=limit), str(sample)], limit * 8 + 60)
    if timed is not None and not timed.startswith("["):
        return f"does not run: {timed}"
    characters, seconds = json.loads(timed or "[0, 1]")
    return float(characters / seconds) if seconds else 0.0


def _call(command: list[str], limit: float) -> str | None:
    """The last line a command prints (of its errors if it fails); None if it succeeds in silence."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return type(error).__name__
    lines = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
    return lines[-1][:120] if lines else (None if done.returncode == 0 else "failed")
