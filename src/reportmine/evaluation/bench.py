"""Speed, in one run on one text: each stage, the whole, jieba, rivals, memory, two processes, growth.

    python -m reportmine.evaluation.bench [--size 1000000] [--no-rivals] [--growth]

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
_COMMAND = "from reportmine.cli import main; main()"


def sample(folder: Path, size: int) -> str:
    """The sample reports one after another, repeated to at least `size` characters."""
    whole = "\n".join(readers.read(p).text for p in sorted(folder.iterdir()) if p.is_file())
    return (whole + "\n") * max(1, -(-size // len(whole)))


def speed(stage: Stage, text: str, rounds: int = 2) -> float:
    """Characters a second of processor time, the best of `rounds`."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        stage.run(text)
        best = min(best, time.process_time() - begun)
    return len(text) / max(best, 1e-9)


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
            pool.map(_batch, [texts[i::8] for i in range(8)], chunksize=1)
            found[f"{processes} process{'es' * (processes > 1)}"] = total / (time.perf_counter() - begun)
    return found


def growth(texts: list[str]) -> dict[str, dict[str, float]]:
    """Seconds and peak memory of the command over 100, 1,000 and 10,000 reports, each text made distinct."""
    found = {}
    for count in GROWTH:
        with tempfile.TemporaryDirectory() as folder:
            inputs = Path(folder, "in")
            inputs.mkdir()
            for i in range(count):
                (inputs / f"{i:05d}.txt").write_text(f"{texts[i % len(texts)]}\n第{i}号材料。", encoding="utf-8")
            command = [sys.executable, "-c", _COMMAND, "extract", str(inputs), "-o", str(Path(folder, "out"))]
            begun = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603
            found[str(count)] = {
                "seconds": round(time.perf_counter() - begun, 1),
                "peak_mib": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
            }
    return found


def measure(text: str, texts: list[str], options: argparse.Namespace) -> dict[str, Any]:
    """All figures of one run."""
    timed = {s.name: speed(s, text) for s in stages(text)}
    for stage in segmenters():
        stage.run(text[:2000])
        timed[stage.name] = speed(stage, text[: len(text) // 4], 1)
    record: dict[str, Any] = {"characters": len(text), "speeds": {k: round(v) for k, v in timed.items()}}
    record["rivals"] = {} if options.no_rivals else time_rivals(text[:100_000], options.bench_venv)
    record["scaling"] = {k: round(v) for k, v in scaling(texts * 8).items()}
    record["peak_mib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    if options.growth:
        record["growth"] = growth(texts)
    return record


def table(record: dict[str, Any]) -> str:
    """The figures as one table, with ratios to jieba's two cutters."""
    speeds: dict[str, Any] = {**record["speeds"], **record["rivals"]}
    lcut, posseg = speeds["jieba.lcut"], speeds["jieba.posseg.lcut"]
    lines = [f"{record['characters']:,} characters, one core, processor time", ""]
    lines += [f"{'':38}{'chars/s':>12}{'× lcut':>9}{'× posseg':>10}"]
    for name, value in speeds.items():
        if isinstance(value, str):
            lines.append(f"{name:38}  {value}")
        else:
            lines.append(f"{name:38}{value:12,.0f}{value / lcut:9.2f}{value / posseg:10.2f}")
    lines += ["", *(f"whole pipeline over {k:18}{v:12,.0f} chars/s (clock)" for k, v in record["scaling"].items())]
    lines += [f"peak memory {record['peak_mib']} MiB"]
    lines += [f"{n} reports: {g['seconds']} s, {g['peak_mib']} MiB" for n, g in record.get("growth", {}).items()]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Measure, print the table and add a line to the history."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--reports", type=Path, default=Path("corpora/reports"))
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--no-rivals", action="store_true")
    parser.add_argument("--growth", action="store_true", help="also 100, 1,000 and 10,000 reports through the command")
    parser.add_argument("--bench-venv", type=Path, default=Path(".bench-venv"))
    options = parser.parse_args(arguments)
    texts = [readers.read(p).text for p in sorted(options.reports.iterdir()) if p.is_file()]
    record = measure(sample(options.reports, options.size), texts, options)
    print(table(record))  # noqa: T201
    with HISTORY.open("a", encoding="utf-8") as history:
        history.write(json.dumps({"python": sys.version.split()[0], **record}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
