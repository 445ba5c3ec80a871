"""Holds the filter of records to the check of one, and both to a slow reading of the rule, on invented boroughs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from schoolward.access.asking import may, visible
from schoolward.access.keys import BOROUGH, ScopeKey, ScopeKind
from schoolward.access.models import Account, BrokenGlass, ClosedRecord, Grant, NamedPerson
from schoolward.access.permissions import Permission
from schoolward.access.roles import ROLES, Role
from schoolward.people.models import (
    CaseloadSpell,
    CohortMembership,
    Enrolment,
    Parent,
    Parenthood,
    Pupil,
    School,
    Trust,
)
from schoolward.people.scopes import LEAVERS_STAY_VISIBLE_DAYS

pytestmark = pytest.mark.database

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
COHORTS = ["looked_after", "young_carer"]
URNS = [900001, 900002, 900003]

offsets = st.sampled_from([-400, -LEAVERS_STAY_VISIBLE_DAYS - 1, -LEAVERS_STAY_VISIBLE_DAYS, -1, 0, 1, 60])
days = offsets.map(lambda days: TODAY + timedelta(days=days))
ends = st.none() | days


@st.composite
def boroughs(draw: st.DrawFn) -> None:
    """Writes a small borough with people who work in it."""
    trust = Trust.objects.create(name="Larkmoor Trust")
    for urn in URNS:
        School.objects.create(urn=urn, name=f"School {urn}", trust=draw(st.sampled_from([trust, None])))
    officers = [
        Account.objects.create(email=f"officer{number}@example.org", name="An Officer", joined_on=TODAY)
        for number in range(3)
    ]
    for number in range(1, draw(st.integers(1, 4)) + 1):
        pupil = Pupil.objects.create(id=number, upn=f"A{number:012}")
        for urn in draw(st.lists(st.sampled_from(URNS), max_size=2, unique=True)):
            Enrolment.objects.create(pupil=pupil, school_id=urn, entry_on=draw(days), leaving_on=draw(ends))
        for cohort in draw(st.lists(st.sampled_from(COHORTS), max_size=2, unique=True)):
            CohortMembership.objects.create(
                pupil=pupil, cohort=cohort, from_on=draw(days), until_on=draw(ends), load=1
            )
        for officer in draw(st.lists(st.sampled_from(officers), max_size=1)):
            CaseloadSpell.objects.create(
                pupil=pupil, officer=officer, from_on=draw(days), until_on=draw(ends)
            )
        if draw(st.booleans()):
            closed = ClosedRecord.objects.create(
                record_kind="pupil", record_id=number, reason="a colleague's child", closed_at=NOON,
                reopened_at=draw(st.sampled_from([None, None, NOON])),
            )  # fmt: skip
            for officer in draw(st.lists(st.sampled_from(officers), max_size=2, unique=True)):
                NamedPerson.objects.create(closed=closed, account=officer)
        for officer in draw(st.lists(st.sampled_from(officers), max_size=1)):
            opened = NOON - timedelta(hours=draw(st.sampled_from([0, 3, 4, 5])))
            BrokenGlass.objects.create(
                account=officer, record_kind="pupil", record_id=number, reason="an emergency", opened_at=opened,
                until_at=opened + timedelta(hours=4),
            )  # fmt: skip
    for merged in Pupil.objects.filter(pk__gt=2):
        Pupil.objects.filter(pk=merged.pk).update(same_as=draw(st.sampled_from([None, 1, 2])))
    parent = Parent.objects.create(forename="A", surname="Parent")
    for pupil in draw(st.lists(st.sampled_from(list(Pupil.objects.all())), max_size=2, unique=True)):
        Parenthood.objects.create(
            pupil=pupil, parent=parent, relationship="mother", from_on=TODAY, source="school"
        )
    scopes = st.sampled_from(
        [
            *(ScopeKey(ScopeKind.SCHOOL, str(urn)) for urn in URNS),
            ScopeKey(ScopeKind.TRUST, str(trust.pk)),
            *(ScopeKey(ScopeKind.COHORT, cohort) for cohort in COHORTS),
            *(ScopeKey(ScopeKind.CASELOAD, str(officer.pk)) for officer in officers),
            BOROUGH,
        ]
    )
    for officer in officers:
        for scope in draw(st.lists(scopes, max_size=2, unique=True)):
            from_on = draw(days)
            Grant.objects.create(
                account=officer, role=draw(st.sampled_from([role.value for role in Role])),
                scope_kind=scope.kind.value, scope_value=scope.value, from_on=from_on,
                until_on=from_on + timedelta(days=draw(st.sampled_from([0, 1, 500]))), given_by="person:1",
            )  # fmt: skip
        Account.objects.filter(pk=officer.pk).update(
            is_active=draw(st.sampled_from([True, True, False])),
            left_on=draw(st.sampled_from([None, None, TODAY, TODAY + timedelta(days=1)])),
        )


def records_of_child(pupil: Pupil) -> list[Pupil]:
    """Every record that is the same child's."""
    kept = pupil.same_as or pupil
    return [record for record in Pupil.objects.all() if kept in (record, record.same_as)]


def slow_answer(account: Account, pupil: Pupil, permission: Permission) -> bool:
    """The rule as one would tell it, row by row."""
    account.refresh_from_db()
    looks = permission in (Permission.PUPIL_VIEW, Permission.FAMILY_VIEW)
    records = records_of_child(pupil)
    numbers = [record.pk for record in records]
    if not account.is_active or (account.left_on is not None and account.left_on <= TODAY):
        return False
    standing = [grant for grant in account.grants.all() if grant.from_on <= TODAY <= grant.until_on]
    held = [grant for grant in standing if permission in ROLES[Role(grant.role)].permissions]
    if not held:
        return False
    for glass in BrokenGlass.objects.filter(account=account, record_id__in=numbers):
        if looks and glass.opened_at <= NOON < glass.until_at:
            return True
    for closed in ClosedRecord.objects.filter(record_id__in=numbers):
        if closed.reopened_at is None and not closed.named.filter(account=account).exists():
            return False
    return any(reaches(grant, record) for grant in held for record in records)


def reaches(grant: Grant, pupil: Pupil) -> bool:
    if grant.scope == BOROUGH:
        return True
    value = grant.scope_value
    if grant.scope_kind == "cohort":
        return any(
            spell.cohort == value and runs(spell.from_on, spell.until_on) for spell in pupil.cohorts.all()
        )
    if grant.scope_kind == "caseload":
        return any(
            str(spell.officer_id) == value and runs(spell.from_on, spell.until_on)
            for spell in pupil.caseloads.all()
        )
    for spell in pupil.enrolments.all():
        own = spell.school_id if grant.scope_kind == "school" else spell.school.trust_id
        if str(own) == value and runs(spell.entry_on, spell.leaving_on, after=LEAVERS_STAY_VISIBLE_DAYS):
            return True
    return False


def runs(from_on: date, last_on: date | None, *, after: int = 0) -> bool:
    return from_on <= TODAY and (last_on is None or last_on + timedelta(days=after) >= TODAY)


ASKED = [Permission.PUPIL_VIEW, Permission.FAMILY_EDIT, Permission.ATTENTION_VIEW]


class TheRule(TestCase):
    """One rule, asked three ways."""

    @settings(max_examples=60)
    @given(data=st.data())
    def test_the_filter_the_check_and_the_slow_reading_agree(self, data: st.DataObject) -> None:
        data.draw(boroughs())
        for account in Account.objects.all():
            for permission in ASKED:
                listed = {
                    p.pk
                    for p in visible(Pupil.objects.all(), to=account.actor, at=NOON, permission=permission)
                }
                for pupil in Pupil.objects.all():
                    told = slow_answer(account, pupil, permission)
                    assert (pupil.pk in listed) is told
                    assert may(account.actor, permission, at=NOON, record=pupil) is told

    @settings(max_examples=40)
    @given(data=st.data())
    def test_what_is_kept_on_a_pupil_is_seen_with_the_pupil(self, data: st.DataObject) -> None:
        data.draw(boroughs())
        for account in Account.objects.all():
            pupils = {p.pk for p in visible(Pupil.objects.all(), to=account.actor, at=NOON)}
            for rows in (Enrolment.objects.all(), CohortMembership.objects.all()):
                listed = {row.pk for row in visible(rows, to=account.actor, at=NOON)}
                for row in rows:
                    assert (row.pk in listed) is (row.pupil_id in pupils)
                    assert may(account.actor, Permission.PUPIL_VIEW, at=NOON, record=row) is (
                        row.pk in listed
                    )
            for parent in Parent.objects.all():
                told = any(child.pupil_id in pupils for child in parent.children.all())
                seen = visible(Parent.objects.all(), to=account.actor, at=NOON)
                if parent.children.exists():
                    assert seen.filter(pk=parent.pk).exists() is told
                assert may(account.actor, Permission.PUPIL_VIEW, at=NOON, record=parent) is (
                    seen.filter(pk=parent.pk).exists()
                )
