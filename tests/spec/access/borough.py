"""A small borough with one person of each role, in whose eyes the pages are walked."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from schoolward.access.keys import BOROUGH, ScopeKey, ScopeKind
from schoolward.access.models import (
    Account,
    AccountKind,
    ApiToken,
    BrokenGlass,
    ClosedRecord,
    Grant,
    Invitation,
    NamedPerson,
)
from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.jobs.models import LoadRun
from schoolward.keeping.models import LegalHold
from schoolward.people.models import (
    CaseloadSpell,
    CohortMembership,
    Enrolment,
    IdentityDecision,
    IdentityMatter,
    Pupil,
    School,
    Trust,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
OWN_SCHOOL, OTHER_SCHOOL = 900001, 900002
OWN_PUPIL, OTHER_PUPIL = 1, 2
MERGED_PUPIL, MATTER = 90, 900
CLOSED_PUPIL, HOLD = 80, 800
SPELL = 905
"""The first pupil's time in the caseload of the attendance officer."""
OWN_RUN, OTHER_RUN = 1, 2
CLIENT, SCOPE, TOKEN = 9901, 9902, 9903
COLLEAGUE, COLLEAGUES_GRANT, INVITATION = 9001, 9002, 9003
"""Somebody whom an administrator looks after, a role of theirs, and an invitation that is open."""
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""What every authenticator app in the tests was given."""
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
    for run, urn in ((OWN_RUN, OWN_SCHOOL), (OTHER_RUN, OTHER_SCHOOL)):
        LoadRun.objects.create(id=run, school_id=urn, folder=f"folder{run}", received_at=NOON)
    CohortMembership.objects.create(pupil_id=OWN_PUPIL, cohort="looked_after", from_on=long_ago, load=1)
    accounts = {role: _account(role, today) for role in Role}
    officer = accounts[Role.ATTENDANCE_OFFICER]
    CaseloadSpell.objects.create(id=SPELL, pupil_id=OWN_PUPIL, officer=officer, from_on=long_ago)
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
        set_up_second_factor(account)
    _write_people_to_look_after(today)
    _invent_client(today, long_ago)
    BrokenGlass.objects.create(
        pk=OPENED, account=officer, record_kind="pupil", record_id=OTHER_PUPIL, reason="An emergency at the weekend",
        opened_at=now() - timedelta(days=2), until_at=now() - timedelta(days=1),
    )  # fmt: skip
    return Borough(today=today, accounts=accounts)


def invent_guarded(borough: Borough) -> None:
    """Adds a record that is closed to all but the team manager and the data protection officer, and a hold."""
    closed = ClosedRecord.objects.create(
        record_kind="pupil", record_id=CLOSED_PUPIL, reason="The child of a colleague", closed_at=now()
    )
    Pupil.objects.create(id=CLOSED_PUPIL, upn=f"A{CLOSED_PUPIL:012}")
    for role in (Role.TEAM_MANAGER, Role.DATA_PROTECTION_OFFICER):
        NamedPerson.objects.create(closed=closed, account=borough.accounts[role])
    LegalHold.objects.create(
        id=HOLD, pupil_id=OWN_PUPIL, reason="An appeal is open", from_at=now(), placed_by="system:test"
    )


def invent_matters() -> None:
    """Adds a matter between the two pupils, and a record that is merged with the first."""
    IdentityMatter.objects.create(
        id=MATTER, kind="doubtful", pupil_id=OWN_PUPIL, other_id=OTHER_PUPIL, found_at=now()
    )
    merged = Pupil.objects.create(id=MERGED_PUPIL, upn=f"A{MERGED_PUPIL:012}", same_as_id=OWN_PUPIL)
    IdentityDecision.objects.create(
        reference="identity-90-1", pupil=merged, kept_id=OWN_PUPIL, because="Both schools confirm it.",
        decided_at=now(), decided_by="person:1",
    )  # fmt: skip


def _invent_client(today: date, long_ago: date) -> None:
    """A client of the API with a scope and a token, for the pages of those who look after clients."""
    client = Account.objects.create(
        id=CLIENT,
        kind=AccountKind.CLIENT,
        email="register@clients.invalid",
        name="Register",
        joined_on=long_ago,
    )
    Grant.objects.create(
        id=SCOPE, account=client, role=Role.API_CLIENT.value, scope_kind="school", scope_value=str(OWN_SCHOOL),
        from_on=long_ago, until_on=today + timedelta(days=300), given_by="system:test",
    )  # fmt: skip
    ApiToken.objects.create(
        id=TOKEN, account=client, label="Marks", first_letters="sw_abcdef", digest="0" * 64,
        permissions=["figures.view"], made_at=now(), expires_at=now() + timedelta(days=90),
    )  # fmt: skip


def set_up_second_factor(account: Account) -> None:
    """What an account has that has set up an authenticator app: without it, most roles see no page at all."""
    TOTP.activate(account, SECRET)
    RecoveryCodes.activate(account)
    assert Authenticator.objects.filter(user=account).count() == 2


def _write_people_to_look_after(today: date) -> None:
    colleague = Account.objects.create(
        id=COLLEAGUE, email="colleague@example.org", name="A Colleague", joined_on=today
    )
    Grant.objects.create(
        id=COLLEAGUES_GRANT, account=colleague, role=Role.STRATEGIC_LEAD.value, scope_kind="borough",
        from_on=today, until_on=today, given_by="system:test",
    )  # fmt: skip
    Invitation.objects.create(
        id=INVITATION, email="newcomer@example.org", name="A Newcomer", offers=[], token_digest="0" * 64,
        invited_at=now(), invited_by="system:test", expires_at=now() + timedelta(days=7),
    )  # fmt: skip


def _account(role: Role, today: date) -> Account:
    kind = AccountKind.CLIENT if role is Role.API_CLIENT else AccountKind.PERSON
    name = role.value.replace("_", " ").title()
    return Account.objects.create(kind=kind, email=f"{role.value}@example.org", name=name, joined_on=today)
