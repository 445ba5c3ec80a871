"""Holds the scrub to its plan on invented boroughs: what it says goes, nothing else, and of those nothing stays."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db.models import CharField, JSONField, Model, TextField
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from schoolward.access.models import Account, BrokenGlass, ClosedRecord, NamedPerson
from schoolward.audit.actor import system
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.audit.recording import record
from schoolward.audit.retention import Scrub
from schoolward.audit.verifying import verify
from schoolward.keeping.actions.scrubbing import apply
from schoolward.keeping.declarations import every_model, rule_of
from schoolward.keeping.models import LegalHold
from schoolward.keeping.retention import Plan, plan
from schoolward.keeping.selectors import held_pupils
from schoolward.law.value_files import national_law
from schoolward.people.models import (
    CohortMembership,
    Enrolment,
    IdentityDecision,
    IdentityMatter,
    LivesWith,
    Parent,
    Parenthood,
    Pupil,
    PupilName,
    PupilUPN,
    School,
    Siblings,
)
from schoolward.people.selectors import same_child

pytestmark = pytest.mark.database

TODAY = date(2026, 11, 20)
NOON = datetime.combine(TODAY, time(12), UTC)
LIMIT = date(2020, 11, 20)
"""What happened on this day six years ago is kept today and may go tomorrow."""

days = st.sampled_from([-2000, -1, 0, 1, 900]).map(lambda days: LIMIT + timedelta(days=days))
ends = st.none() | days
BY = system("test")


def at(day: date) -> datetime:
    return datetime.combine(day, time(11), UTC)


def surname(number: int) -> str:
    return f"Quillfeather{number}x"


def upn(number: int) -> str:
    return f"A{number:012}"


@st.composite
def worlds(draw: st.DrawFn) -> None:
    """Writes a small borough of children, some long gone, with families, merges, exceptions and holds."""
    School.objects.create(urn=900001, name="Larkmoor School", local_authority="356")
    officer = Account.objects.create(
        email="officer@example.org", name="An Officer", joined_on=LIMIT, left_on=draw(ends)
    )
    numbers = list(range(1, draw(st.integers(1, 5)) + 1))
    for number in numbers:
        write_pupil(draw, number)
    pair = st.tuples(st.sampled_from(numbers), st.sampled_from(numbers)).filter(lambda two: two[0] != two[1])
    pairs = st.lists(pair, max_size=2, unique=True) if len(numbers) > 1 else st.just([])
    for number, kept in draw(pairs):
        if kept not in merged_into(number):
            Pupil.objects.filter(pk=number).update(same_as=kept)
            IdentityDecision.objects.create(
                reference=f"d{number}-{kept}", pupil_id=number, kept_id=kept, because=f"Both are {surname(kept)}",
                decided_at=at(draw(days)), decided_by="person:1",
            )  # fmt: skip
    for one, other in {tuple(sorted(two)) for two in draw(pairs)}:
        Siblings.objects.create(pupil_id=one, sibling_id=other, source="school")
        IdentityMatter.objects.create(kind="doubtful", pupil_id=one, other_id=other, found_at=NOON)
    for _ in range(draw(st.integers(0, 2))):
        parent = Parent.objects.create(forename="A", surname="Parent")
        for number in draw(st.lists(st.sampled_from(numbers), max_size=2, unique=True)):
            Parenthood.objects.create(
                pupil_id=number, parent=parent, relationship="mother", from_on=LIMIT, source="school"
            )
        for number in draw(st.lists(st.sampled_from(numbers), max_size=1)):
            LivesWith.objects.create(pupil_id=number, parent=parent, from_on=LIMIT, source="school")
    for number in draw(st.lists(st.sampled_from(numbers), max_size=2, unique=True)):
        write_exceptions(draw, number, officer)
    for number in draw(st.lists(st.sampled_from(numbers), max_size=1)):
        LegalHold.objects.create(
            pupil_id=number, reason="A case in the county court", from_at=at(LIMIT), placed_by="An Officer",
            until_at=draw(st.sampled_from([None, at(TODAY - timedelta(days=1)), at(TODAY + timedelta(days=1))])),
        )  # fmt: skip
    Session.objects.create(
        session_key="one", session_data="", expire_date=at(draw(st.sampled_from([LIMIT, TODAY])))
    )
    for happened_on in draw(st.lists(days, max_size=3)):
        about = [
            f"pupil:{number}" for number in draw(st.lists(st.sampled_from(numbers), max_size=2, unique=True))
        ]
        record(
            EventKind.RECORD_VIEWED,
            by=officer.actor,
            at=at(happened_on),
            about=about,
            detail={"page": "pupil"},
        )


def write_pupil(draw: st.DrawFn, number: int) -> None:
    Pupil.objects.create(id=number, upn=upn(number), surname=surname(number), last_on_roll_on=draw(ends))
    PupilUPN.objects.create(pupil_id=number, upn=upn(number), load=1)
    PupilName.objects.create(pupil_id=number, surname=surname(number), forename="Robin", from_on=LIMIT)
    Enrolment.objects.create(pupil_id=number, school_id=900001, entry_on=LIMIT)
    CohortMembership.objects.create(pupil_id=number, cohort="young_carer", from_on=LIMIT, load=1)


def write_exceptions(draw: st.DrawFn, number: int, officer: Account) -> None:
    opened = at(draw(days))
    reason = f"The police called about {surname(number)}, {upn(number)}"
    BrokenGlass.objects.create(
        account=officer, record_kind="pupil", record_id=number, reason=reason, opened_at=opened,
        until_at=opened + timedelta(hours=4),
    )  # fmt: skip
    record(
        EventKind.GLASS_BROKEN,
        by=officer.actor,
        at=opened,
        about=[f"pupil:{number}"],
        detail={"reason": reason},
    )
    ended = draw(ends)
    closed = ClosedRecord.objects.create(
        record_kind="pupil", record_id=number, reason=f"{surname(number)} is a colleague's child",
        closed_at=at(LIMIT), reopened_at=at(ended) if ended else None,
    )  # fmt: skip
    NamedPerson.objects.create(closed=closed, account=officer)


def merged_into(number: int) -> set[int]:
    """Itself and all records that lead to it."""
    return {number, *(each for one in Pupil.objects.filter(same_as=number) for each in merged_into(one.pk))}


def contents() -> dict[type[Model], dict[Any, dict[str, Any]]]:
    """Everything that the database holds."""
    return {model: {row["pk"]: row for row in _rows(model)} for model in every_model()}


def _rows(model: type[Model]) -> Iterator[dict[str, Any]]:
    names = [field.attname for field in model._meta.concrete_fields]
    yield from model._base_manager.values("pk", *names)


def has_time_left(model: type[Model], row: dict[str, Any]) -> bool:
    """Whether the row's own time still runs. One whose event has not happened has no end yet."""
    rule = rule_of(model)
    if not rule.date_field or "__" in rule.date_field or rule.kept_for is None:
        return False
    told = row[rule.date_field]
    if told is None:
        return True
    return bool((told.date() if isinstance(told, datetime) else told) >= rule.kept_for.before(TODAY))


def planned() -> Plan:
    return plan(on=TODAY, home=None, law=national_law())


class TheScrub(TestCase):
    """Plan and scrub of the database."""

    @settings(max_examples=80)
    @given(data=st.data())
    def test_what_the_plan_says_goes_and_nothing_else(self, data: st.DataObject) -> None:
        data.draw(worlds())
        before, held = contents(), held_pupils(NOON)
        children = {number: same_child([number]) for number in before[Pupil]}
        told = planned()
        assert contents() == before, "a plan changes nothing"
        apply(fingerprint=told.fingerprint, on=TODAY, home=None, law=national_law(), by=BY, at=NOON)
        after = contents()
        gone = {model: set(before[model]) - set(after[model]) for model in before}
        emptied = {
            model: {
                key
                for key in after[model]
                if key in before[model] and after[model][key] != before[model][key]
            }
            for model in before
        }
        for model in before:
            goes = emptied[model] if rule_of(model).scrub is Scrub.DETAIL else gone[model]
            assert len(goes) == told.counts.get(model._meta.label_lower, 0), model
        assert not gone[Account]
        assert not gone[Event]
        self.nothing_goes_within_its_time(before, gone, emptied)
        for number in gone[Pupil]:
            assert number not in held
            assert set(children[number]) <= gone[Pupil], "records of one child go together"
            self.nothing_is_left_of(number, after)
        self.what_has_outlived_its_time_is_gone(before, after, held, children)
        led_to = {row["parent_id"] for model in (Parenthood, LivesWith) for row in after[model].values()}
        assert set(after[Parent]) == led_to, "a parent goes with the last child"
        assert verify().is_whole
        assert planned().is_empty

    def nothing_goes_within_its_time(
        self, before: dict[Any, Any], gone: dict[Any, set[Any]], emptied: dict[Any, set[Any]]
    ) -> None:
        for model in before:
            for key in gone[model] | emptied[model]:
                row = before[model][key]
                if model is ClosedRecord and row["reopened_at"] is None:
                    assert row["record_id"] in gone[Pupil], (
                        "a closing without an end goes with the child alone"
                    )
                elif model is not Pupil or row["last_on_roll_on"] is not None:
                    assert not has_time_left(model, row), (model, row)

    def nothing_is_left_of(self, number: int, after: dict[Any, Any]) -> None:
        for model, rows in after.items():
            words = [field.attname for field in model._meta.concrete_fields if isinstance(field, WORDS)]
            for row in rows.values():
                text = " ".join(str(row[name]) for name in words)
                assert surname(number) not in text, (model, row)
                assert upn(number) not in text, (model, row)

    def what_has_outlived_its_time_is_gone(
        self,
        before: dict[Any, Any],
        after: dict[Any, Any],
        held: frozenset[int],
        children: dict[int, list[int]],
    ) -> None:
        """A slow reading of the rule for pupils: every record of the child is due, none is held or still needed."""
        for number in before[Pupil]:
            others = children[number]
            due = all(
                before[Pupil][one]["last_on_roll_on"] is not None
                and not has_time_left(Pupil, before[Pupil][one])
                for one in others
            )
            needed = any(
                has_time_left(model, row) and row[rule_of(model).date_field] is not None
                for model in (BrokenGlass, ClosedRecord)
                for row in before[model].values()
                if row["record_id"] in others
            ) or any(
                has_time_left(IdentityDecision, row)
                for row in before[IdentityDecision].values()
                if {row["pupil_id"], row["kept_id"]} & set(others)
            )
            assert (number not in after[Pupil]) is (due and not needed and not held & set(others))


WORDS = (CharField, TextField, JSONField)
