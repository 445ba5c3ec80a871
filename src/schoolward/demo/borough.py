"""Writes a whole fictional borough to a folder: everything that its schools and services would send, by deliveries."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

import numpy as np

from schoolward.demo.calendar import draw_calendar
from schoolward.demo.cohorts import CohortSpells, draw_cohorts
from schoolward.demo.dates import FIRST_LOAD_ON, UNTIL
from schoolward.demo.deliveries import Delivery, plan_deliveries, write_manifest
from schoolward.demo.doubles import told_by_schools
from schoolward.demo.dual import pair_dual_registrations
from schoolward.demo.old_register import OLD_YEAR
from schoolward.demo.people import invent_children
from schoolward.demo.propensity import Inclinations
from schoolward.demo.register_files import WrittenYear, write_register_year
from schoolward.demo.register_year import RegisterYear
from schoolward.demo.register_years import Borough, register_years
from schoolward.demo.roll_deliveries import RollDeliveries
from schoolward.demo.rolls import play_rolls
from schoolward.demo.school_list import invent_schools
from schoolward.demo.school_sorts import FULL_SIZE
from schoolward.demo.steps.borough_steps import borough_matters
from schoolward.demo.steps.step_files import write_steps
from schoolward.demo.stories.casting import cast_stories, with_cohorts_of
from schoolward.demo.stories.every_story import STORIES
from schoolward.demo.year_count import YearCount, published_phase

SEED = 20250901
FEWEST_PUPILS = 200
"""With fewer there would not be a child in each class of each kind of school."""

_PUPILS_WORTH_WORKERS = 8_000

Progress = Callable[[str, int, int], None]
"""Told what is being written, how many pieces of it are done, and of how many."""


@dataclass(frozen=True, kw_only=True)
class BoroughSummary:
    """What was written. `refused` says of each reason how many rows a careful reader will refuse; `counts` has the
    2025/26 figures by phase, as DfE counts a year to date, once all revisions are in; `steps` counts rows of files."""

    folder: Path
    manifest: Path
    schools: int
    pupils: int
    enrolments: int
    loads: int
    files: int
    bytes_written: int
    marks: Mapping[int, int]
    revised_marks: int
    steps: int
    refused: Mapping[str, int]
    counts: Mapping[str, YearCount]


def write_borough(
    folder: Path,
    *,
    seed: int = SEED,
    pupils: int = FULL_SIZE,
    until: date = UNTIL,
    progress: Progress | None = None,
    workers: int | None = None,
) -> BoroughSummary:
    """Writes the borough's deliveries into `folder` (made if need be) with a manifest.json that lists them in order.

    A borough that is there already is written over.

    The same seed, pupils and until give the same bytes, whatever the number of workers (processes; by default one
    for each core, or none but this one for a small borough). ValueError for a borough too small or a day before
    the first delivery or after the last day planned.
    """
    if pupils < FEWEST_PUPILS:
        raise ValueError(f"a borough of {pupils} pupils is too small; it needs {FEWEST_PUPILS} or more")
    if not FIRST_LOAD_ON <= until <= UNTIL:
        raise ValueError(f"the borough is planned from {FIRST_LOAD_ON} to {UNTIL}, not to {until}")
    if any(folder.glob("*")) and not (folder / "manifest.json").exists():
        raise ValueError(f"{folder} is not empty and holds no borough; name a new folder for it")
    folder.mkdir(parents=True, exist_ok=True)
    tell = progress or _tell_nobody
    borough, cohorts = invent_borough(seed=seed, pupils=pupils, until=until)
    deliveries = plan_deliveries(until)
    files: dict[str, list[str]] = {delivery.folder: [] for delivery in deliveries}
    rolls = RollDeliveries(borough, cohorts, folder=folder)
    for done, delivery in enumerate(deliveries, start=1):
        files[delivery.folder] += rolls.write(delivery)
        tell("rolls", done, len(deliveries))
    if workers is None:
        workers = (cpu_count() or 1) if pupils >= _PUPILS_WORTH_WORKERS else 1
    years = list(register_years(borough, until=until))
    written = _written(years, folder, deliveries, workers=workers, tell=tell)
    for one in written:
        for name in files:
            files[name] += one.files.get(name, [])
    matters = borough_matters(borough, cohorts, [one.signs for one in written], until=until)
    steps = write_steps(matters, folder, deliveries=deliveries)
    for name in files:
        files[name] += steps.files.get(name, [])
    write_manifest(folder, deliveries=deliveries, files=files)
    return _summary(
        borough,
        deliveries,
        written,
        folder=folder,
        files=files,
        steps=steps.rows,
        old_marks=rolls.old_marks,
        more_bytes=rolls.bytes_written + steps.bytes_written,
    )


def invent_borough(*, seed: int, pupils: int, until: date) -> tuple[Borough, CohortSpells]:
    """Schools, calendars, children, rolls and inclinations: all that is decided before a register is drawn."""
    chances = [np.random.default_rng([seed, purpose]) for purpose in range(1, 6)]
    schools = invent_schools(pupils=pupils, rng=chances[0])
    calendar = draw_calendar(schools, rng=chances[1])
    book = play_rolls(schools, until=until, rng=chances[2])
    children = invent_children(book, schools, rng=chances[3])
    cohorts = draw_cohorts(children, book, until=until, rng=chances[4])
    # Drawn before the stories give some children more cohorts: nobody is absent for the sake of a story.
    inclinations = Inclinations(children, cohorts, schools=schools, seed=seed)
    parts = cast_stories(STORIES, schools=schools, book=book, children=children, cohorts=cohorts, until=until)
    in_stories = np.array([part.child for part in parts], dtype=np.int64)
    told = told_by_schools(schools=schools, book=book, children=children, cohorts=cohorts, spared=in_stories)
    borough = Borough(
        seed=seed,
        schools=schools,
        calendar=calendar,
        book=book,
        children=children,
        told=told,
        dual=pair_dual_registrations(book),
        inclinations=inclinations,
        travellers=np.unique(cohorts.child[cohorts.cohort == "traveller"]),
        parts=parts,
    )
    return borough, with_cohorts_of(parts, cohorts)


def _written(
    years: Sequence[RegisterYear],
    folder: Path,
    deliveries: Sequence[Delivery],
    *,
    workers: int,
    tell: Progress,
) -> list[WrittenYear]:
    """Every register written, in the order of school and year."""
    written: list[WrittenYear] = []
    for one in _each_written(years, folder, deliveries, workers=workers):
        written.append(one)
        tell("registers", len(written), len(years))
    return sorted(written, key=lambda one: (one.academic_year, one.urn))


def _each_written(
    years: Sequence[RegisterYear], folder: Path, deliveries: Sequence[Delivery], *, workers: int
) -> Iterator[WrittenYear]:
    if workers == 1:
        yield from (write_register_year(year, folder, deliveries=deliveries) for year in years)
        return
    # Spawned, not forked: the caller may run threads (an engine, a progress bar).
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        futures: list[Future[WrittenYear]] = [
            pool.submit(write_register_year, year, folder, deliveries=deliveries) for year in years
        ]
        for future in as_completed(futures):
            yield future.result()


def _summary(
    borough: Borough,
    deliveries: Sequence[Delivery],
    written: Sequence[WrittenYear],
    *,
    folder: Path,
    files: Mapping[str, Sequence[str]],
    steps: int,
    old_marks: int,
    more_bytes: int,
) -> BoroughSummary:
    marks: Counter[int] = Counter({OLD_YEAR: old_marks} if old_marks else {})
    refused: Counter[str] = Counter()
    counts: dict[str, YearCount] = {}
    phases = {school.urn: published_phase(school) for school in borough.schools}
    for one in written:
        marks[one.academic_year] += one.marks
        refused.update(one.refused)
        phase = phases[one.urn]
        if phase is not None:
            counts[phase] = counts.get(phase, YearCount()) + one.count
    counts["total"] = sum(counts.values(), YearCount())
    return BoroughSummary(
        folder=folder,
        manifest=folder / "manifest.json",
        schools=len(borough.schools),
        pupils=int(np.unique(borough.book.child[borough.book.on_roll(FIRST_LOAD_ON)]).size),
        enrolments=len(borough.book.child),
        loads=len(deliveries),
        files=sum(len(names) for names in files.values()),
        bytes_written=sum(one.bytes_written for one in written) + more_bytes,
        marks=dict(marks),
        revised_marks=sum(one.revised for one in written),
        steps=steps,
        refused=dict(sorted(refused.items())),
        counts=counts,
    )


def _tell_nobody(what: str, done: int, of: int) -> None:
    """No progress is asked for."""
