"""Lets the data officer hand out a file a week, each on record with what it is for."""

from datetime import date, datetime
from random import Random

from schoolward.audit.actor import Actor
from schoolward.keeping.actions.exporting import ExportedFile, exported
from schoolward.people.models import CohortMembership
from schoolward.rehearsal.diary import Diary
from schoolward.rehearsal.terms import at_work

SCHOOL_DAYS_BETWEEN = 5
MOST_ROWS = 40
PURPOSES = (
    "For the weekly meeting of the virtual school",
    "For the termly check of cohorts with social care",
    "For the support meeting with the school",
)


def write_down(diary: Diary, *, days: list[date], by: Actor, chance: Random) -> None:
    """A list of a cohort's members every fifth school day."""
    cohorts = sorted(set(CohortMembership.objects.values_list("cohort", flat=True)))
    for day in days[::SCHOOL_DAYS_BETWEEN] if cohorts else ():
        cohort, purpose = chance.choice(cohorts), chance.choice(PURPOSES)

        def hand_out(at: datetime, cohort: str = cohort, purpose: str = purpose) -> None:
            exported(file=_members(cohort, on=at.date()), purpose=purpose, by=by, at=at)

        diary.deed(at_work(day, chance, from_hour=10), hand_out)


def _members(cohort: str, *, on: date) -> ExportedFile:
    members = CohortMembership.objects.filter(cohort=cohort, from_on__lte=on).order_by("pupil", "from_on")
    rows = list(members.values_list("pupil", "from_on")[:MOST_ROWS])
    text = "\n".join(["pupil,from_on", *(f"{pupil},{from_on}" for pupil, from_on in rows)])
    return ExportedFile(
        content=text.encode(), name=f"{cohort}.csv", format="csv", what="cohort members", rows=len(rows),
        filters={"cohort": cohort}, pupils=frozenset(pupil for pupil, _ in rows),
    )  # fmt: skip
