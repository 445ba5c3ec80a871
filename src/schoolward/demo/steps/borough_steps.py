"""Gathers every matter of the borough: what the stories tell, and what goes on with everybody else."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from schoolward.demo.cohorts import CohortSpells
from schoolward.demo.dates import FIRST_LOAD_ON
from schoolward.demo.register_years import Borough
from schoolward.demo.steps.legal import legal_matters
from schoolward.demo.steps.matter import Matter
from schoolward.demo.steps.noticed import Noticed, noticed
from schoolward.demo.steps.returns import returns_of, roll_matters
from schoolward.demo.steps.signs import RegisterSigns
from schoolward.demo.steps.support import support_of
from schoolward.demo.steps.telling import DatedMatter, dated, numbered
from schoolward.demo.stories.casting import Part

_WITH_SOMEBODY_TO_TELL = ("social_worker", "youth_justice")


def borough_matters(
    borough: Borough, cohorts: CohortSpells, signs: Sequence[RegisterSigns], *, until: date
) -> list[DatedMatter]:
    """Every matter, numbered. Some of their events lie after `until` and are not told."""
    told = [
        dated(matter, upn=part.upn, urn=part.urn, last_on=part.last_on, school_days=_days(borough, part))
        for part in borough.parts
        for matter in part.story.matters
    ]
    told += _of_the_rolls(borough, until=until)
    told += _of_the_registers(borough, cohorts, noticed(signs, seed=borough.seed, until=until))
    return numbered(told)


def _days(borough: Borough, part: Part) -> Sequence[date]:
    """The school days of the part's school, up to the day from which it counts."""
    days: list[date] = borough.calendar.days[part.urn].between(FIRST_LOAD_ON, part.last_on).tolist()
    return days


def _of_the_rolls(borough: Borough, *, until: date) -> Iterator[DatedMatter]:
    """The returns of joiners and leavers."""
    return roll_matters(
        schools=borough.schools,
        book=borough.book,
        children=borough.children,
        told=borough.told,
        spared=np.array([part.enrolment for part in borough.parts], dtype=np.int64),
        until=until,
    )


def _of_the_registers(
    borough: Borough, cohorts: CohortSpells, children: Sequence[Noticed]
) -> Iterator[DatedMatter]:
    """Support, returns and legal steps of the children in whose register something shows, year by year."""
    told = np.isin(cohorts.cohort, _WITH_SOMEBODY_TO_TELL)
    helped = set(borough.children.upn[cohorts.child[told]].astype("U13").tolist())
    pupils = sum(school.pupils for school in borough.schools)
    for child in children:
        for matter in support_of(child, has_social_worker=child.upn in helped):
            yield _dated(child, matter)
        for matter in returns_of(child):
            yield _dated(child, matter)
    for child, matter in legal_matters(children, pupils=pupils):
        yield _dated(child, matter)


def _dated(child: Noticed, matter: Matter) -> DatedMatter:
    return dated(matter, upn=child.upn, urn=child.urn, last_on=child.last_on)
