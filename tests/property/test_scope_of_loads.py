"""Holds the filter of loads to the check of one, and both to a plain reading: a load is a school's or the borough's."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from schoolward.access.asking import may, visible
from schoolward.access.keys import BOROUGH, ScopeKey, ScopeKind
from schoolward.access.models import Account, Grant
from schoolward.access.permissions import Permission
from schoolward.access.roles import Role
from schoolward.jobs.models import LoadRun, RunFile
from schoolward.people.models import School, Trust

pytestmark = pytest.mark.database

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
URNS = [900001, 900002, 900003]
MAY_VIEW = {Role.ATTENDANCE_CHAMPION, Role.SCHOOL_OFFICE, Role.DATA_OFFICER, Role.API_CLIENT}


@st.composite
def lobbies(draw: st.DrawFn) -> Account:
    """Schools in trusts and in none, a load of each and of the borough, and somebody with up to three grants."""
    trusts = [Trust.objects.create(name=name) for name in ("Larkmoor Trust", "Fenhill Trust")]
    for urn in URNS:
        School.objects.create(urn=urn, name=f"School {urn}", trust=draw(st.sampled_from([*trusts, None])))
    for number, school in enumerate([*School.objects.all(), None]):
        run = LoadRun.objects.create(school=school, folder=str(number), received_at=NOON)
        RunFile.objects.create(run=run, name="a.csv", size=1)
    keys = [
        BOROUGH,
        ScopeKey(ScopeKind.COHORT, "looked_after"),
        # The number of a school and that of a trust are of different kinds, even where they are the same.
        ScopeKey(ScopeKind.TRUST, str(URNS[0])),
        *(ScopeKey(ScopeKind.SCHOOL, str(urn)) for urn in URNS),
        *(ScopeKey(ScopeKind.TRUST, str(trust.pk)) for trust in trusts),
    ]
    account = Account.objects.create(email="somebody@example.org", name="Somebody", joined_on=TODAY)
    for _ in range(draw(st.integers(0, 3))):
        key = draw(st.sampled_from(keys))
        Grant.objects.create(
            account=account, role=draw(st.sampled_from(sorted(Role))).value, scope_kind=key.kind.value,
            scope_value=key.value, from_on=TODAY, until_on=draw(st.sampled_from([TODAY, date(2027, 1, 1)])),
            given_by="person:1",
        )  # fmt: skip
    return account


def plain_answer(account: Account, run: LoadRun) -> bool:
    """The rule as one would tell it."""
    for grant in account.grants.all():
        if Role(grant.role) not in MAY_VIEW:
            continue
        if grant.scope_kind == "borough":
            return True
        if run.school is None:
            continue
        own = {"school": run.school.urn, "trust": run.school.trust_id}.get(grant.scope_kind)
        if own is not None and str(own) == grant.scope_value:
            return True
    return False


class TheRuleOfLoads(TestCase):
    """One rule, asked three ways."""

    @settings(max_examples=60)
    @given(data=st.data())
    def test_the_filter_the_check_and_the_plain_reading_agree(self, data: st.DataObject) -> None:
        account = data.draw(lobbies())
        actor, permission = account.actor, Permission.LOAD_VIEW
        runs = {run.pk for run in visible(LoadRun.objects.all(), to=actor, at=NOON, permission=permission)}
        files = {
            file.run_id for file in visible(RunFile.objects.all(), to=actor, at=NOON, permission=permission)
        }
        schools = {one.pk for one in visible(School.objects.all(), to=actor, at=NOON, permission=permission)}
        for run in LoadRun.objects.all():
            told = plain_answer(account, run)
            assert (run.pk in runs) is told
            if run.school:
                assert (
                    (run.school.pk in schools) is may(actor, permission, at=NOON, record=run.school) is told
                )
            assert (run.pk in files) is told
            assert may(actor, permission, at=NOON, record=run) is told
