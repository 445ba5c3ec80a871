"""Holds the database that follows the store load by load to one that is filled afresh, and both to a slow reading."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from schoolward.audit.actor import system
from schoolward.people.actions.following import follow_store
from schoolward.people.models import (
    CohortMembership,
    Enrolment,
    Following,
    Pupil,
    PupilName,
    PupilUPN,
    Residence,
    School,
    SchoolLink,
    Trust,
)
from tests.property.slow_roll import slow_roll
from tests.spec.store.sent import ALDER, BIRCH, Desk, cohorts, pupil, pupils, school_links, upn

pytestmark = pytest.mark.database

FEW = settings(max_examples=max(settings().max_examples // 10, 1))
"""Every example makes real tables, so that there are fewer of them than elsewhere."""

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
NIGHTLY = system("nightly")
DAYS = ("2025-09-01", "2025-10-01", "2025-11-03", "2026-01-05")

some_day = st.sampled_from(("", *DAYS))
row = st.fixed_dictionaries(
    {
        "letter": st.sampled_from("ABC"),
        "surname": st.sampled_from(("Larch", "Larch-Fenn", "Fenn")),
        "forename": st.sampled_from(("", "Robin", "Rowan")),
        "middle_names": st.sampled_from(("", "", "Lee")),
        "dob": st.sampled_from(("2015-05-05", "2015-05-06")),
        "sex": st.sampled_from(("", "F", "M")),
        "postcode": st.sampled_from(("", "ZZ1 1AA", "ZZ1 1AB")),
        "year_group": st.sampled_from(("", "5", "6")),
        "urn": st.sampled_from((str(ALDER), str(BIRCH))),
        "entry_date": st.sampled_from(DAYS),
        "leaving_date": some_day,
        "attributes_from": some_day,
        "former": st.sampled_from(("", "", "", "D", "E")),
    }
)
spell = st.tuples(
    st.sampled_from("ABC"), st.sampled_from(("looked_after", "young_carer")), st.sampled_from(DAYS), some_day
)
CEDAR, ELSEWHERE = 900003, 900099
"""A school that only some schools files have, and one that none has."""

link = st.tuples(
    st.sampled_from((ALDER, BIRCH, CEDAR)),
    st.sampled_from((BIRCH, CEDAR, ELSEWHERE)),
    st.sampled_from(("Predecessor", "Predecessor", "Successor", "Parent")),
    st.sampled_from(("", "2025-09-01", "2025-09-01 Elm")),
)
delivery = st.tuples(
    st.lists(row, max_size=4),
    st.lists(spell, max_size=2),
    st.sampled_from(("", "Larkmoor Trust", "Fenhill Trust")),
    st.lists(link, max_size=3),
    st.booleans(),
)


Told = tuple[
    list[dict[str, str]], list[tuple[str, str, str, str]], str, list[tuple[int, int, str, str]], bool
]


def files(told: Told) -> list[str]:
    """A delivery as its files: schools always, pupils, cohorts and links where there are any."""
    rolls, spells, trust, links, has_cedar = told
    schools = "\n".join(
        ["URN,EstablishmentName,LA (code),EstablishmentNumber,Trusts (name)", f"{ALDER},Alder,999,2001,{trust}",
         f"{BIRCH},Birch,999,2002,", *([f"{CEDAR},Cedar,999,2003,"] if has_cedar else []), ""]
    )  # fmt: skip
    rows = [
        pupil(one["letter"], former_upn=upn(one["former"]) if one["former"] else "")
        | {name: value for name, value in one.items() if name not in ("letter", "former")}
        for one in rolls
    ]
    return [
        schools,
        *([pupils(*rows)] if rows else []),
        *([cohorts(*map(" ".join, spells))] if spells else []),
        *([school_links(*(" ".join(map(str, one)) for one in links))] if links else []),
    ]


def held() -> dict[str, list[tuple[Any, ...]]]:
    """What the database holds, as `slow_roll` tells it."""
    return {
        "trusts": sorted(Trust.objects.values_list("name")),
        "schools": sorted(School.objects.values_list("urn", "name", "trust__name")),
        "links": sorted(
            (
                one.successor_id, one.predecessor_urn, one.predecessor_id == one.predecessor_urn, one.predecessor_name,
                one.link_type, str(one.on),
            )
            for one in SchoolLink.objects.all()
        ),
        "pupils": sorted(
            Pupil.objects.values_list(
                "id", "upn", "surname", "forename", "middle_names", "dob", "sex", "last_on_roll_on"
            )
        ),
        "upns": sorted(PupilUPN.objects.values_list("pupil_id", "upn", "load")),
        "names": sorted(
            (one.pupil_id, one.from_on, one.surname, one.forename, one.middle_names, str(one.until_on))
            for one in PupilName.objects.all()
        ),
        "residences": sorted(
            (r.pupil_id, r.from_on, r.postcode, r.source, str(r.until_on))
            for r in Residence.objects.filter(is_told_by_loads=True)
        ),
        "enrolments": sorted(
            (
                one.pupil_id, one.school_id, one.entry_on, str(one.leaving_on), one.enrolment_status, one.surname,
                one.forename, str(one.dob), one.sex, one.year_group,
            )
            for one in Enrolment.objects.all()
        ),
        "cohorts": sorted(
            (c.pupil_id, c.cohort, c.from_on, str(c.until_on), c.source, c.load) for c in CohortMembership.objects.all()
        ),
    }  # fmt: skip


class TheCopy(TestCase):
    """Load by load, afresh, and as slowly read."""

    @FEW
    @given(
        history=st.lists(delivery, min_size=1, max_size=4),
        follows=st.lists(st.booleans(), min_size=4, max_size=4),
    )
    def test_load_by_load_comes_to_the_same_as_afresh(self, history: list[Any], follows: list[bool]) -> None:
        with TemporaryDirectory() as folder:
            desk = Desk.empty(Path(folder))
            for number, (told, now) in enumerate(zip(history, follows, strict=False)):
                desk.send(*files(told), at=f"2026-01-{16 + number} 18:00")
                if now:
                    follow_store(home=desk.home, by=NIGHTLY, at=AT)
                    assert held() == slow_roll(desk.known())
            follow_store(home=desk.home, by=NIGHTLY, at=AT)
            followed = held()
            numbers = list(Enrolment.objects.order_by("pk").values_list("pk", flat=True))
            assert followed == slow_roll(desk.known())

            follow_store(home=desk.home, by=NIGHTLY, at=AT, afresh=True)

            assert held() == followed
            assert list(Enrolment.objects.order_by("pk").values_list("pk", flat=True)) == numbers
            Following.objects.all().delete()
            for model in (
                Residence,
                Enrolment,
                CohortMembership,
                PupilName,
                PupilUPN,
                Pupil,
                SchoolLink,
                School,
                Trust,
            ):
                model.objects.all().delete()
            follow_store(home=desk.home, by=NIGHTLY, at=AT)
            assert held() == followed
