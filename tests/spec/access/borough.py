"""A small borough with one person of each role, in whose eyes the pages are walked."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from schoolward.access.keys import BOROUGH, ScopeKey, ScopeKind
from schoolward.access.models import Account, AccountKind, BrokenGlass, Grant
from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.people.models import CaseloadSpell, CohortMembership, Enrolment, Pupil, School, Trust

OWN_SCHOOL, OTHER_SCHOOL = 900001, 900002
OWN_PUPIL, OTHER_PUPIL = 1, 2
OPENED, NOT_OPENED = 901, 902
"""The number of a record's opening by exception, and a number that no such opening has."""


@dataclass(frozen=True, kw_only=True)
class Borough:
    """Two schools with a pupil each, and an account of every role whose own is the first of each."""

    today: date
    accounts: dict[Role, Account]


def invent() -> Borough:
    """Writes the borough. Borough-wide roles have the whole of it, the others the first school, cohort or caseload."""
    today = now().date()
    long_ago = today - timedelta(days=300)
    trusts = [Trust.objects.create(name=name) for name in ("Larkmoor Trust", "Fenhill Trust")]
    for urn, trust, pupil in zip((OWN_SCHOOL, OTHER_SCHOOL), trusts, (OWN_PUPIL, OTHER_PUPIL), strict=True):
        school = School.objects.create(
            urn=urn, name=f"{trust.name} School", local_authority="356", trust=trust
        )
        child = Pupil.objects.create(
            id=pupil, upn=f"A{pupil:012}", forename="Robin", surname=f"Example{pupil}"
        )
        Enrolment.objects.create(pupil=child, school=school, entry_on=long_ago)
    CohortMembership.objects.create(pupil_id=OWN_PUPIL, cohort="looked_after", from_on=long_ago, load=1)
    accounts = {role: _account(role, today) for role in Role}
    officer = accounts[Role.ATTENDANCE_OFFICER]
    CaseloadSpell.objects.create(pupil_id=OWN_PUPIL, officer=officer, from_on=long_ago)
    scopes = {
        Role.ATTENDANCE_OFFICER: ScopeKey(ScopeKind.CASELOAD, str(officer.pk)),
        Role.VIRTUAL_SCHOOL: ScopeKey(ScopeKind.COHORT, "looked_after"),
        Role.ATTENDANCE_CHAMPION: ScopeKey(ScopeKind.SCHOOL, str(OWN_SCHOOL)),
        Role.SCHOOL_OFFICE: ScopeKey(ScopeKind.SCHOOL, str(OWN_SCHOOL)),
        Role.TRUST_LEAD: ScopeKey(ScopeKind.TRUST, str(trusts[0].pk)),
        Role.API_CLIENT: ScopeKey(ScopeKind.SCHOOL, str(OWN_SCHOOL)),
    }
    for role, account in accounts.items():
        scope = scopes.get(role, BOROUGH)
        Grant.objects.create(
            account=account, role=role.value, scope_kind=scope.kind.value, scope_value=scope.value,
            from_on=long_ago, until_on=today + timedelta(days=300), given_by="system:test",
        )  # fmt: skip
    BrokenGlass.objects.create(
        pk=OPENED, account=officer, record_kind="pupil", record_id=OTHER_PUPIL, reason="An emergency at the weekend",
        opened_at=now() - timedelta(days=2), until_at=now() - timedelta(days=1),
    )  # fmt: skip
    return Borough(today=today, accounts=accounts)


def _account(role: Role, today: date) -> Account:
    kind = AccountKind.CLIENT if role is Role.API_CLIENT else AccountKind.PERSON
    name = role.value.replace("_", " ").title()
    return Account.objects.create(kind=kind, email=f"{role.value}@example.org", name=name, joined_on=today)


NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
