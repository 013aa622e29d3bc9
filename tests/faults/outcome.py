"""What a run left: every output file, byte for byte, less what may rightly differ; and what should not be there any more."""

import json
from contextlib import suppress
from pathlib import Path

from commands import Lane

# What may differ after a fault, and why; everything else may not.
OWN = ".reportmine"  # our own store: how the work was cut into shards depends on what was done before
CHANGES = "csv/changes.csv"  # what is different from the run before, which another run may have been
MANIFEST = {"seconds", "stages", "worker_seconds", "finished", "mended", "changes"}  # of run.json: times, what was written anew
WITHIN = {"counts": "reused", "tables": "since"}  # of run.json: how many reports an earlier run had done, since when the tables are so


def snapshot(out: Path) -> dict[str, bytes]:
    """Every output file by its path."""
    files = (f for f in sorted(out.rglob("*")) if f.is_file() and f.relative_to(out).parts[0] != OWN and f != out / CHANGES)
    return {str(f.relative_to(out)): _manifest(f) if f == out / "run.json" else f.read_bytes() for f in files}


def differences(found: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """The files that are missing, left over, or not the same."""
    missing = [f"{name} is missing" for name in wanted.keys() - found.keys()]
    extra = [f"{name} is left over" for name in found.keys() - wanted.keys()]
    other = [f"{name} differs" for name in wanted.keys() & found.keys() if wanted[name] != found[name]]
    return sorted(missing) + sorted(extra) + sorted(other)


def leftovers(lane: Lane) -> list[str]:
    """Processes of the lane that still run, and temporary files."""
    running = [f"process {pid} still runs" for pid in processes(lane)]
    return running + [f"{f.name} is left in the temporary folder" for f in sorted(lane.temporary.iterdir())]


def processes(lane: Lane) -> dict[int, str]:
    """The command lines of the processes of a lane, which their environment names."""
    found = {}
    mark = f"LANE={lane.place}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return found


def _manifest(path: Path) -> bytes:
    """`run.json` without what may differ; as it is if it is no manifest."""
    data = path.read_bytes()
    with suppress(ValueError, AttributeError, TypeError):
        manifest = {k: v for k, v in json.loads(data).items() if k not in MANIFEST}
        for name, key in WITHIN.items():
            manifest.get(name, {}).pop(key, None)
        return json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode()
    return data
