"""The main job over many sources: only what is new or changed is done, then the tables take their new state at once."""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock

from .. import readers
from ..files import remove
from ..readers import Source, scratch
from ..resources import Resources
from ..tables.schema import TABLES
from . import results
from .books import refresh
from .changes import Changes
from .cluster import run_dask
from .earlier import Before, files_before, sources_below
from .faults import StoppedError, writing
from .ledger import Ledger
from .local import run_local
from .lock import locked
from .made import old
from .manifest import content_hash, write_manifest
from .options import Options, Settings
from .organizations import Organizations, load_organizations
from .paths import misplaced
from .plan import Plan, Shard
from .publish import damaged, has_results, parts, publish, recover
from .results import Done
from .summary import Progress, Summary, silent
from .task import Task
from .user_data import prepared

_SHOWN = 20
_FACTS, _NAMED = TABLES.index("facts"), TABLES.index("named_measures")


def extract(inputs: Sequence[str | Path], options: Options, progress: Progress = silent) -> Summary:
    """Read every report in `inputs`, write the tables to `options.out`, and say what was done.

    Raises `ReportmineError`, in one line, if the run cannot go on or another one is writing there; what is finished is
    kept, the tables are as they were, and the same call continues. A `UserDataError` comes before anything is done.
    """
    begun = time.perf_counter()
    if words := misplaced(inputs, options.out):
        raise StoppedError(*words)
    resources = prepared(options.settings)
    organizations = load_organizations(options.organizations) if options.organizations else None
    scratch.sweep()
    with writing(options.out):
        options.out.mkdir(parents=True, exist_ok=True)
        with locked(options.own):
            summary = Run(options, progress, organizations, resources).run(inputs)
            summary.seconds = time.perf_counter() - begun
            write_manifest(options, summary, inputs, resources)
            _mark_pages(options.out)
    return summary


def _mark_pages(out: Path) -> None:
    """Pages of an earlier `compare` say if they are old now; a folder without pages need not load what makes them."""
    if (out / "pages").is_dir():
        from ..comparison.origin import mark_stale

        mark_stale(out)


class Run:
    """One run: the plan, what is known of the archive, and the counts."""

    def __init__(self, options: Options, progress: Progress, organizations: Organizations | None, resources: Resources) -> None:
        self._options, self._progress, self._organizations = options, progress, organizations
        self._settings = _absolute(options.settings)
        self._data = content_hash(self._settings, resources)
        self._shards = options.own.absolute() / "shards" / self._data
        self._summary = Summary()
        self._done = self._failed = 0
        self._lock = Lock()

    def run(self, inputs: Sequence[str | Path]) -> Summary:
        """Plan, do, publish, write for people, tidy up."""
        options, own = self._options, self._options.own
        recover(options.out, own)
        if options.fresh:
            shutil.rmtree(own / "shards", ignore_errors=True)
        self._shards.mkdir(parents=True, exist_ok=True)
        with self._clock("plan"), closing(Ledger()) as ledger, closing(self._plan(inputs)) as plan:
            self._survey(plan, ledger)
            with self._clock("extract"):
                self._work(plan, ledger)
            with self._clock("publish"):
                self._enter(ledger)
                bad = damaged(options.out)
                self._compare(ledger, files_before(options.out) if not bad else None)
                self._summary.mended += bad
                self._summary.changed = publish(options.out, own, self._shards, ledger, bad)
                self._count(ledger)
            self._tidy(ledger)
        if options.books:
            refresh(options.out, own, options.books, self._summary)
        self._summary.old = old(options.out)
        return self._summary

    def _plan(self, inputs: Sequence[str | Path]) -> Plan:
        options = self._options
        lookup = self._organizations.lookup if self._organizations else (lambda path: None)
        plan = Plan(readers.discover(inputs, self._settings.reading, lookup=lookup, exclude=options.places, tell=self._leave_out))
        if self._organizations and (note := self._organizations.note()):
            self._summary.notes.append(note[options.books == "en"])
        if plan.missing == plan.count and has_results(options.out) and not options.fresh:
            plan.close()
            raise _nothing_found(inputs, options.out, plan.unseen)
        for folder in plan.unseen:
            plan.keep(sources_below(self._shards, folder.path), folder)
        self._summary.reports = plan.count
        return plan

    def _leave_out(self, results_folder: str) -> None:
        """Note a folder of earlier results, once."""
        if results_folder not in self._summary.left_out:
            self._summary.left_out.append(results_folder)

    def _survey(self, plan: Plan, ledger: Ledger) -> None:
        """Which shards are done already, and what earlier shards know of the others."""
        for shard in plan.shards(self._options.shard):
            done = results.read_whole(self._shards, shard.key)
            if done is None and (place := results.place(self._shards, shard.key)).exists():
                self._summary.mended.append(place)
            finished = done is not None and not any(e.again for e in done.entries)
            ledger.plan(shard.number, shard.key, todo=not finished)
            if done is not None:
                self._reuse(done)
                if not finished:
                    ledger.remember(shard.key, done)
            self._summary.shards += 1
        for place in self._shards.iterdir():
            if not ledger.is_planned(place.name) and (done := results.read_whole(self._shards, place.name)) is not None:
                ledger.remember(place.name, done)

    def _reuse(self, done: Done) -> None:
        """Count the reports of a shard that an earlier run did."""
        kept = [e for e in done.entries if not e.again]
        self._summary.reused += len(kept)
        self._done += len(kept)
        self._failed += sum(e.status == "failed" for e in kept)

    def _work(self, plan: Plan, ledger: Ledger) -> None:
        """Do the shards that are not done."""
        options = self._options
        tasks = self._tasks(plan, ledger)
        self._tick()
        if options.engine == "dask":
            run_dask(tasks, options.scheduler, self._on_cluster_shard, self._tick)
        else:
            run_local(tasks, options.jobs or os.cpu_count() or 1, self._on_file, self._on_shard, self._tick)
        self._tick()

    def _tasks(self, plan: Plan, ledger: Ledger) -> Iterator[Task]:
        for shard in plan.shards(self._options.shard):
            if ledger.is_todo(shard.number):
                yield self._task(shard, ledger)

    def _task(self, shard: Shard, ledger: Ledger) -> Task:
        known = {p: place for p, item in enumerate(shard.items) if (place := ledger.known(item.stamp)) is not None}
        fresh = {p: place for p, place in known.items() if place[0] != shard.key}
        self._summary.reused += len(fresh)
        self._done += len(fresh)
        data = self._data if self._options.engine == "dask" else ""
        return Task(self._shards, shard.key, shard.items, self._settings, data, known)

    def _on_file(self, failed: bool) -> None:
        with self._lock:
            self._done += 1
            self._failed += failed

    def _on_shard(self, task: Task, seconds: dict[str, float]) -> None:
        self._summary.spent(seconds)

    def _on_cluster_shard(self, task: Task, seconds: dict[str, float]) -> None:
        """A cluster does not tell of single files."""
        self._on_shard(task, seconds)
        done = results.read(self._shards, task.key)
        statuses = [e.status for p, e in enumerate(done.entries) if p not in task.known] if done else []
        self._done += len(statuses)
        self._failed += statuses.count("failed")

    def _tick(self) -> None:
        self._progress(min(self._done, self._summary.reports), self._summary.reports, self._failed)

    def _enter(self, ledger: Ledger) -> None:
        for key in ledger.planned():
            done = results.read(self._shards, key)
            if done is None:
                raise StoppedError(
                    f"{self._shards / key}：刚写好的结果不见了。请检查磁盘后再次运行。",
                    f"{self._shards / key}: what was just written is gone. Check the disk and run again.",
                )
            ledger.enter(key, done)

    def _compare(self, ledger: Ledger, before: Iterator[Before] | None) -> None:
        """What is different from the tables as they still are; all of it goes to `OUT/csv/changes.csv`."""
        self._summary.again = before is not None
        with closing(Changes(before)) as changes:
            for part in parts(self._shards, ledger):
                for position, entry in enumerate(part.done.entries):
                    changes.see(entry.path, entry.report_id, part.copies.get(position, ""))
            changes.finish()
            self._summary.changes = changes.summed(_SHOWN)
            if self._options.books:
                changes.write(self._options.out / "csv" / "changes.csv")

    def _count(self, ledger: Ledger) -> None:
        """Count what is in the tables."""
        for part in parts(self._shards, ledger):
            self._summary.copies += len(part.copies)
            for position, entry in enumerate(part.done.entries):
                self._summary.count(entry.status, entry.path, (entry.error, entry.error_en))
                if position not in part.copies:
                    self._summary.facts += entry.counts[_FACTS]
                    self._summary.masked += entry.masked
                    self._summary.named += entry.counts[_NAMED]

    def _tidy(self, ledger: Ledger) -> None:
        """Forget shards of other plans and other settings, and what killed workers left."""
        for place in self._shards.iterdir():
            if not ledger.is_planned(place.name):
                remove(place)
        for place in self._shards.parent.iterdir():
            if place != self._shards:
                shutil.rmtree(place, ignore_errors=True)

    @contextmanager
    def _clock(self, stage: str) -> Iterator[None]:
        """Seconds of a stage, without those of the stages inside it."""
        begun, inside = time.perf_counter(), sum(self._summary.stages.values())
        yield
        inner = sum(self._summary.stages.values()) - inside
        self._summary.stages[stage] = time.perf_counter() - begun - inner


def _nothing_found(inputs: Sequence[str | Path], out: Path, unseen: Sequence[Source]) -> StoppedError:
    """Why not one report was found; the tables stay as they are."""
    zh, en = unseen[0].error if unseen else (
        f"{'、'.join(map(str, inputs))}：一份报告也找不到，网络盘可能没有连上。",
        f"{', '.join(map(str, inputs))}: not one report found; a network drive may not be connected.",
    )  # fmt: skip
    return StoppedError(
        f"{zh}{out} 里上次的结果保持不变；确实要清空请加 --fresh。",
        f"{en} What the last run left in {out} is unchanged; to empty it, add --fresh.",
    )


def _absolute(settings: Settings) -> Settings:
    """The settings with paths that hold in every process and on every machine."""
    taxonomy = settings.taxonomy
    if taxonomy and Path(taxonomy).is_file():
        taxonomy = str(Path(taxonomy).absolute())
    return replace(settings, taxonomy=taxonomy, lexicon=settings.lexicon.absolute() if settings.lexicon else None)
