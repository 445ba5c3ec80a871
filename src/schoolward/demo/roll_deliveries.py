"""Writes what comes with the marks: schools, calendars, rolls, cohorts and an old register, as known on the day."""

from datetime import date
from pathlib import Path

from schoolward.demo.calendar import CalendarRow
from schoolward.demo.cohorts import CohortSpells
from schoolward.demo.deliveries import Delivery, DeliveryKind
from schoolward.demo.old_register import old_register
from schoolward.demo.pupil_files import RollWriter, cohorts_file
from schoolward.demo.register_years import Borough
from schoolward.demo.school_files import calendar_file, schools_file
from schoolward.demo.stories.casting import births_mended

_COHORTS_COME_WITH = ("spring 1", "autumn 2")
"""Half-terms with whose marks the services' cohort changes arrive, besides every September."""


class RollDeliveries:
    """Writes the files of each delivery in turn, remembering what the one before had told."""

    def __init__(self, borough: Borough, cohorts: CohortSpells, *, folder: Path) -> None:
        self._borough, self._cohorts, self._folder = borough, cohorts, folder
        self._writer = RollWriter(
            book=borough.book, children=borough.children, told=borough.told, schools=borough.schools,
            dual=borough.dual,
            birth_mended=births_mended(borough.parts, children=borough.book.children),
        )  # fmt: skip
        self._rolls_known = self._cohorts_known = date(2025, 1, 1)
        self.bytes_written = self.old_marks = 0

    def write(self, delivery: Delivery) -> list[str]:
        """The names of the delivery's files of schools, calendar, pupils and cohorts, in the order of their kinds."""
        on = delivery.received_at.date()
        names: list[str] = []
        if delivery.kind is DeliveryKind.REVISIONS:
            return names
        if delivery.kind is DeliveryKind.FIRST:
            names.append(self._put(delivery, "schools.csv", schools_file(self._borough.schools)))
        calendar = self._calendar_rows(on)
        if calendar:
            names.append(self._put(delivery, "calendar.csv", calendar_file(calendar)))
        if delivery.term is None:
            names += self._whole_rolls(delivery, on)
        else:
            names += self._changes(delivery)
        names += self._cohort_spells(delivery, on)
        if delivery.kind is DeliveryKind.FIRST:
            names += self._old_register(delivery)
        return names

    def _calendar_rows(self, on: date) -> list[CalendarRow]:
        return [row for row in self._borough.calendar.rows if self._rolls_known < row.known_on <= on]

    def _whole_rolls(self, delivery: Delivery, on: date) -> list[str]:
        """One pupils file a school: everyone on roll, and who has left since the last change was told."""
        year = on.year
        names = []
        for at, school in enumerate(self._borough.schools):
            rows = self._writer.on_roll_rows(at, on, left_since=self._rolls_known)
            if len(rows):
                data = self._writer.pupils_file(rows, on, academic_year=year)
                names.append(self._put(delivery, f"pupils/{school.urn}.csv", data))
        self._rolls_known = on
        return names

    def _changes(self, delivery: Delivery) -> list[str]:
        """One file of everything that was new on any roll since the last delivery."""
        assert delivery.term is not None
        known = delivery.knows_until
        rows = self._writer.changed_rows(self._rolls_known, known)
        self._rolls_known = known
        if not len(rows):
            return []
        data = self._writer.pupils_file(rows, known, academic_year=delivery.term.academic_year)
        return [self._put(delivery, "pupil-changes.csv", data)]

    def _cohort_spells(self, delivery: Delivery, on: date) -> list[str]:
        if delivery.term is not None and delivery.term.name not in _COHORTS_COME_WITH:
            return []
        if delivery.kind is DeliveryKind.FIRST:
            spells = self._cohorts.known_on(on)
        else:
            spells = self._cohorts.changed_between(self._cohorts_known, on)
        self._cohorts_known = on
        if not len(spells.child):
            return []
        return [self._put(delivery, "cohorts.csv", cohorts_file(spells, self._borough.children))]

    def _old_register(self, delivery: Delivery) -> list[str]:
        """What one school still keeps of autumn 2020, sent once."""
        kept = old_register(self._borough)
        if kept is None:
            return []
        urn, data, self.old_marks = kept
        return [self._put(delivery, f"marks/{urn}-autumn-2020.csv", data)]

    def _put(self, delivery: Delivery, name: str, data: bytes) -> str:
        path = self._folder / delivery.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.bytes_written += len(data)
        return name
