"""Makes small boroughs for these tests, and reads their files back as a receiver would."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from schoolward.demo.borough import SEED, invent_borough
from schoolward.demo.dates import UNTIL
from schoolward.demo.register_files import draw_register
from schoolward.demo.register_years import Borough, register_years
from schoolward.demo.year_count import YearCount, count_year, published_phase
from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.formats import FormatOfManyFiles, recognise

PUPILS = 500


def borough_of(pupils: int = 2_000, *, seed: int = SEED, until: date = UNTIL) -> Borough:
    """All that is decided before a register is drawn."""
    return invent_borough(seed=seed, pupils=pupils, until=until)[0]


def counts_of(borough: Borough) -> dict[str, YearCount]:
    """The 2025/26 figures by phase, counted from the drawn registers without writing any file."""
    counts: dict[str, YearCount] = {}
    for year in register_years(borough, until=date(2026, 7, 31)):
        phase = published_phase(year.school)
        if phase is not None and year.academic_year == 2025:
            counts[phase] = counts.get(phase, YearCount()) + count_year(year, draw_register(year)[0])
    return counts


@dataclass(frozen=True, kw_only=True)
class ReadDelivery:
    """One delivery of a manifest as a receiver reads it: what each file, or school's pages, gave."""

    received_at: datetime
    names: list[str]
    read: dict[str, ReadFile]

    def of(self, kind: Kind) -> pa.Table:
        """The accepted rows of one kind, all files together."""
        return pa.concat_tables(
            [told.accepted.unify_dictionaries() for told in self.read.values() if told.kind is kind]
        )


@dataclass(kw_only=True)
class ReadBorough:
    """Every delivery of a manifest, and how many rows were refused for each reason."""

    deliveries: list[ReadDelivery] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    unrecognised: list[str] = field(default_factory=list)


def read_back(folder: Path) -> ReadBorough:
    """Reads every file that the manifest lists."""
    borough = ReadBorough()
    for load in json.loads((folder / "manifest.json").read_text())["loads"]:
        received_at = datetime.fromisoformat(load["received_at"])
        context = Context(received_on=received_at.date())
        read: dict[str, ReadFile] = {}
        together: dict[str, dict[str, bytes]] = defaultdict(dict)
        for name in load["files"]:
            data = (folder / name).read_bytes()
            form = recognise(name, data[:65_536])
            if form is None:
                borough.unrecognised.append(name)
            elif isinstance(form, FormatOfManyFiles):
                together[str(Path(name).parent)][name] = data
            else:
                read[name] = form.read(name, data, context)
        for place, files in together.items():
            form = recognise("page.json", next(iter(files.values()))[:65_536])
            assert isinstance(form, FormatOfManyFiles)
            read[place] = form.read(files, context)
        for told in read.values():
            borough.refused.update(told.rejected["reason"].to_pylist())
        borough.deliveries.append(ReadDelivery(received_at=received_at, names=load["files"], read=read))
    return borough


def mark_keys(marks: pa.Table) -> Iterator[tuple[object, ...]]:
    """Each mark's school (as sent), pupil, date and session."""
    school = [
        urn or laestab
        for urn, laestab in zip(marks["urn"].to_pylist(), marks["laestab"].to_pylist(), strict=True)
    ]
    return zip(
        school, marks["upn"].to_pylist(), marks["date"].to_pylist(), marks["session"].to_pylist(), strict=True
    )
