"""Reads the matters that wait for a data officer, and what the search for new ones looks at."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet

from schoolward.access.asking import visible
from schoolward.access.permissions import Permission
from schoolward.audit.actor import Actor
from schoolward.people.matching import Record, RollSpell
from schoolward.people.models import Enrolment, IdentityDecision, IdentityMatter, Pupil, PupilName, Residence


def matters_within(*, to: Actor, at: datetime) -> QuerySet[IdentityMatter]:
    """The matters that the actor may settle: both records have to lie within their reach."""
    permission = Permission.IDENTITY_SETTLE
    pupils = visible(Pupil.objects.all(), to=to, at=at, permission=permission)
    matters = visible(IdentityMatter.objects.all(), to=to, at=at, permission=permission)
    return matters.filter(Q(other=None) | Q(other__in=pupils)).select_related("pupil", "other")


def decisions_wait() -> bool:
    """Whether something was decided of which the store has not been told yet."""
    return IdentityDecision.objects.filter(load=None).exists()


def records_to_match() -> Iterator[Record]:
    """Every record with what is looked at to match it: a read of each table, whoever asks."""
    spells: dict[int, list[RollSpell]] = defaultdict(list)
    told = ("school_id", "entry_on", "leaving_on", "surname", "forename", "dob", "sex")
    for pupil, school, from_on, last_on, surname, forename, dob, sex in Enrolment.objects.values_list(
        "pupil_id", *told
    ):
        spells[pupil].append(
            RollSpell(
                school=school, from_on=from_on, last_on=last_on, surname=surname, forename=forename, dob=dob, sex=sex
            )
        )  # fmt: skip
    former: dict[int, set[str]] = defaultdict(set)
    for pupil, surname in PupilName.objects.exclude(until_on=None).values_list("pupil_id", "surname"):
        former[pupil].add(surname)
    postcodes = dict(Residence.objects.filter(until_on=None).values_list("pupil_id", "postcode"))
    for number, child, upn, surname, forename, dob, sex in Pupil.objects.values_list(
        "pk", "child", "upn", "surname", "forename", "dob", "sex"
    ):
        yield Record(
            pupil=number, child=child, upn=upn, surname=surname, forename=forename, dob=dob, sex=sex,
            postcode=postcodes.get(number, ""), former_surnames=frozenset(former[number]),
            spells=tuple(spells[number]),
        )  # fmt: skip
