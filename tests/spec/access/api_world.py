"""A store made from the files of the first steps, and clients of the API over parts of it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from schoolward.access.actions.clients import issue_token, revoke_token
from schoolward.access.keys import BOROUGH, ScopeKey, ScopeKind
from schoolward.access.models import Account, AccountKind, ApiToken, Grant
from schoolward.access.permissions import Permission
from schoolward.access.roles import ROLES, Role
from schoolward.audit.actor import system
from schoolward.audit.clock import now
from schoolward.jobs.models import LoadRun, RunState
from schoolward.people.models import CohortMembership, Enrolment, Pupil, School
from schoolward.store.delivery import deliveries
from schoolward.store.home import Authority, Home, create_home
from schoolward.store.layout import TableName
from schoolward.store.loading import load
from schoolward.store.snapshot import snapshot

FIRST_STEPS = Path(__file__).resolve().parents[3] / "docs" / "first-steps"
OWN_SCHOOL, OTHER_SCHOOL, NO_SCHOOL = 900001, 900002, 900099
OWN_LOAD, OTHER_LOAD, NO_LOAD = 2, 1, 99
OWN_RUN, OTHER_RUN = 51, 52
CLIENT = 7701
"""The number of the client that sent the second load."""

EVERYTHING = ROLES[Role.API_CLIENT].permissions
SENT = (
    ("first-week", datetime(2025, 9, 12, 16, tzinfo=UTC), "operator:office"),
    ("a-week-later", datetime(2025, 9, 19, 16, tzinfo=UTC), f"client:{CLIENT}"),
    ("steps.csv", datetime(2025, 9, 22, 8, tzinfo=UTC), "operator:office"),
)


def make_home(folder: Path) -> Home:
    """The store after the first steps: two schools, five pupils, one with a cohort."""
    home = create_home(folder, Authority(code="356", name="Demo Borough"))
    for name, at, by in SENT:
        for delivery in deliveries([FIRST_STEPS / name], received_at=at, sender="schools"):
            load(home, delivery, by=by, now=at)
    return home


def follow(home: Home) -> None:
    """Writes the store's schools, pupils, enrolments and cohorts into the database."""
    known = snapshot(home)
    for row in known.rows(TableName.SCHOOLS).to_pylist():
        School.objects.create(
            urn=row["urn"], name=row["name"], local_authority="356", phase=row["phase"] or ""
        )
    for row in known.rows(TableName.PUPILS).to_pylist():
        Pupil.objects.create(id=row["pupil"], upn=row["upn"])
    for run, urn in ((OWN_RUN, OWN_SCHOOL), (OTHER_RUN, OTHER_SCHOOL)):
        LoadRun.objects.create(
            id=run, school_id=urn, folder=f"folder{run}", received_at=now(), state=RunState.DONE
        )
    today = now().date()
    for row in known.rows(TableName.ENROLMENTS).to_pylist():
        Enrolment.objects.get_or_create(
            pupil_id=row["pupil"], school_id=row["school"], entry_on=row["entry_on"]
        )
    for row in known.rows(TableName.COHORTS).to_pylist():
        CohortMembership.objects.create(
            pupil_id=row["pupil"], cohort=row["cohort"], from_on=min(row["from_on"], today), load=row["load"]
        )


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """A client with a token of each sort."""

    client: Account
    good: str
    without_permission: str
    expired: str
    revoked: str
    forged: str = field(default="sw_" + "A" * 43)


def client_over(*scopes: ScopeKey, number: int = CLIENT, name: str = "Larkmoor register") -> Account:
    """A client with the role over the scopes."""
    today = now().date()
    client = Account.objects.create(
        id=number, kind=AccountKind.CLIENT, name=name, email=f"{number}@clients.invalid",
        joined_on=date(2025, 1, 1),
    )  # fmt: skip
    for scope in scopes:
        Grant.objects.create(
            account=client, role=Role.API_CLIENT.value, scope_kind=scope.kind.value, scope_value=scope.value,
            from_on=today - timedelta(days=10), until_on=today + timedelta(days=300), given_by="system:test",
        )  # fmt: skip
    return client


def token_of(
    client: Account,
    permissions: frozenset[Permission] = EVERYTHING,
    *,
    at: datetime | None = None,
    lasts: timedelta = timedelta(days=90),
) -> tuple[ApiToken, str]:
    """A token as an administrator issues it."""
    at = at or now()
    return issue_token(
        client=client,
        label="Register",
        permissions=permissions,
        expires_at=at + lasts,
        by=system("test"),
        at=at,
    )


def tokens_without(client: Account, permission: Permission | None) -> Tokens:
    """One of each sort: in use, without a permission, expired, revoked."""
    others = EVERYTHING - {permission}
    revoked, letters = token_of(client)
    revoke_token(token=revoked, by=system("test"), at=now())
    return Tokens(
        client=client,
        good=token_of(client)[1],
        without_permission=token_of(client, frozenset(others))[1],
        expired=token_of(client, at=now() - timedelta(days=2), lasts=timedelta(days=1))[1],
        revoked=letters,
    )


SCHOOL = ScopeKey(ScopeKind.SCHOOL, str(OWN_SCHOOL))
YOUNG_CARERS = ScopeKey(ScopeKind.COHORT, "young_carer")
WHOLE_BOROUGH = BOROUGH
