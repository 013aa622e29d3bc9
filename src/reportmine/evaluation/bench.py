"""Speed, in one run on the same documents: each stage, the whole, jieba, rivals, memory, two processes, growth.

    python -m reportmine.evaluation.bench [--reports FOLDER] [--no-rivals] [--growth]

Figures are characters a second of processor time on one core, so that a busy machine does not change the ratios.
"""

import argparse
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from .. import readers
from .rivals import time_rivals
from .stages import Stage, segmenters, stages

HISTORY = Path("bench-history.jsonl")
GROWTH = (100, 1_000, 10_000)
_A_REPORT = 20  # paragraphs
_COMMAND = """
import re, resource, sys
from pathlib import Path
from reportmine.cli import main
try:
    main()
finally:
    known = Path("/proc/self/status")  # `ru_maxrss` counts what the parent held before it became us
    peak = re.search(r"VmHWM:\\s*(\\d+)", known.read_text())[1] if known.exists() else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print("peak", int(peak) // 1024, file=sys.stderr)
"""


def documents(reports: Path, paragraphs: Path, real: Path) -> dict[str, list[str]]:
    """The texts to measure on: the sample reports, dense with numbers; the labelled paragraphs as documents; real reports if at hand."""
    lines = [json.loads(line)["text"] for p in sorted(paragraphs.glob("*.jsonl")) for line in p.read_text("utf-8").splitlines()]
    found = {
        "sample reports": [readers.read(p).text for p in sorted(reports.iterdir()) if p.is_file()],
        "labelled paragraphs": ["\n".join(lines[i : i + _A_REPORT]) for i in range(0, len(lines), _A_REPORT)],
        "real reports": [readers.read(p).text for p in sorted(real.glob("*.txt")) if p.stem != "SOURCES"],
    }
    return {name: texts for name, texts in found.items() if texts}


def speed(stage: Stage, characters: int, rounds: int = 3) -> float:
    """Characters a second of processor time, the best of `rounds`."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        stage.run()
        best = min(best, time.process_time() - begun)
    return characters / max(best, 1e-9)


def speeds(texts: list[str], others: list[str]) -> dict[str, float]:
    """Characters a second of every stage, and of jieba on the same documents; of the whole also at first sight."""
    characters = sum(map(len, texts))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = {"whole pipeline at first sight": characters / pool.apply(_first_sight, (texts, others))}
    found |= {s.name: speed(s, characters) for s in stages(texts)}
    found |= {s.name: speed(s, characters, 1 if "posseg" in s.name else 2) for s in segmenters(texts)}
    return {name: round(value) for name, value in found.items()}


def _first_sight(texts: list[str], others: list[str]) -> float:
    """Seconds for documents never seen before, in a process that has long been at work on others: an archive's case."""
    _batch(others)
    begun = time.process_time()
    _batch(texts)
    return time.process_time() - begun


def _batch(texts: list[str]) -> int:
    from ..pipeline import process

    return sum(len(process(readers.text_report(t)).facts) for t in texts)


def scaling(texts: list[str]) -> dict[str, float]:
    """Characters a second of the clock over one and two processes, workers warmed first."""
    total = sum(map(len, texts))
    found: dict[str, float] = {}
    for processes in (1, 2):
        with multiprocessing.get_context("spawn").Pool(processes) as pool:
            pool.map(_batch, [texts[:1]] * processes, chunksize=1)
            begun = time.perf_counter()
            pool.map(_batch, [texts[i::16] for i in range(16)], chunksize=1)
            found[f"{processes} process{'es' * (processes > 1)}"] = total / (time.perf_counter() - begun)
    return found


def growth(texts: list[str]) -> dict[str, dict[str, float]]:
    """Seconds, peak memory of the command's own process, and seconds of a second run over 100, 1,000 and 10,000 distinct reports."""
    found = {}
    for count in GROWTH:
        with tempfile.TemporaryDirectory() as folder:
            inputs = Path(folder, "in")
            inputs.mkdir()
            for i in range(count):
                (inputs / f"{i:05d}.txt").write_text(f"{texts[i % len(texts)]}\n第{i}号材料。", encoding="utf-8")
            command = [sys.executable, "-c", _COMMAND, "extract", str(inputs), "-o", str(Path(folder, "out")), "--quiet"]
            seconds, errors = [], []
            for _ in range(2):
                begun = time.perf_counter()
                errors.append(subprocess.run(command, check=True, capture_output=True, text=True).stderr)  # noqa: S603
                seconds.append(round(time.perf_counter() - begun, 1))
            peak = int(errors[0].split()[-1])
            found[str(count)] = {"seconds": seconds[0], "peak_mib": peak, "again": seconds[1]}
    return found


def measure(texts: dict[str, list[str]], options: argparse.Namespace) -> dict[str, Any]:
    """All figures of one run."""
    prose, largest = list(texts.values())[-1], max(texts.values(), key=lambda t: sum(map(len, t)))
    record: dict[str, Any] = {
        "characters": {name: sum(map(len, t)) for name, t in texts.items()},
        "speeds": {name: speeds(t, [x for n, o in texts.items() if n != name for x in o]) for name, t in texts.items()},
    }
    record["rivals"] = {} if options.no_rivals else time_rivals("\n".join(prose)[:100_000], options.bench_venv)
    record["scaling"] = {k: round(v) for k, v in scaling(largest).items()}
    record["peak_mib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    if options.growth:
        record["growth"] = growth(texts["sample reports"])
    return record


def table(record: dict[str, Any]) -> str:
    """The figures as one table, with ratios to jieba's two cutters."""
    lines = ["one core, processor time, document by document"]
    for name, figures in record["speeds"].items():
        lines += ["", f"{name}, {record['characters'][name]:,} characters", f"{'':38}{'chars/s':>12}{'× lcut':>9}{'× posseg':>10}"]
        lines += [_line(stage, value, figures) for stage, value in figures.items()]
    lines += ["", *(_line(name, value, record["speeds"][list(record["speeds"])[-1]]) for name, value in record["rivals"].items())]
    one, two = record["scaling"]["1 process"], record["scaling"]["2 processes"]
    lines += [f"{'whole pipeline over 1 process':38}{one:12,.0f} chars/s by the clock"]
    lines += [f"{'whole pipeline over 2 processes':38}{two:12,.0f} chars/s by the clock, {two / one:.2f} × one"]
    lines += [f"peak memory {record['peak_mib']} MiB"]
    for n, g in record.get("growth", {}).items():
        lines.append(f"{n} reports: {g['seconds']} s ({g['seconds'] * 1000 / int(n):.2f} s a thousand), {g['peak_mib']} MiB; again {g['again']} s")
    return "\n".join(lines)


def _line(name: str, value: float | str, figures: dict[str, float]) -> str:
    if isinstance(value, str):
        return f"{name:38}  {value}"
    return f"{name:38}{value:12,.0f}{value / figures['jieba.lcut']:9.2f}{value / figures['jieba.posseg.lcut']:10.2f}"


def main(arguments: list[str] | None = None) -> None:
    """Measure, print the table and add a line to the history."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--reports", type=Path, default=Path("corpora/reports"), help="a folder of reports")
    parser.add_argument("--paragraphs", type=Path, default=Path("corpora/key_measures"), help="labelled paragraphs, joined to documents")
    parser.add_argument("--real", type=Path, default=Path("../shared/reports"), help="a folder of real reports, if there is one")
    parser.add_argument("--no-rivals", action="store_true")
    parser.add_argument("--growth", action="store_true", help="also 100, 1,000 and 10,000 reports through the command")
    parser.add_argument("--bench-venv", type=Path, default=Path(".bench-venv"))
    options = parser.parse_args(arguments)
    record = measure(documents(options.reports, options.paragraphs, options.real), options)
    print(table(record))  # noqa: T201
    with HISTORY.open("a", encoding="utf-8") as history:
        history.write(json.dumps({"python": sys.version.split()[0], **record}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
