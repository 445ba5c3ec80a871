"""Measures the database: following the store, filtering by scope, recording an event, verifying a million of them."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from schoolward.audit.actor import system
from schoolward.audit.chain import FIRST_SEAL, digest_of, seal_of
from schoolward.bench.boroughs import LAST_DAY, Borough
from schoolward.bench.promises import Promise
from schoolward.bench.timing import Timings

if TYPE_CHECKING:
    from schoolward.access.models import Account

EVENTS = 1_000_000
ACTIONS = 200
BY = system("benchmark")
AT = datetime(2026, 7, 21, 12, tzinfo=UTC)


def database(whole: Borough, timings: Timings, *, rounds: int, say: Callable[[str], None]) -> list[Promise]:
    """What is promised of the database, on the PostgreSQL that SCHOOLWARD_DATABASE names; it is filled anew."""
    if not os.environ.get("SCHOOLWARD_DATABASE"):
        say(
            "SCHOOLWARD_DATABASE names no PostgreSQL, so that the database is not measured; `make bench` starts one"
        )
        return []
    os.environ["SCHOOLWARD_HOME"] = str(whole.home.folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schoolward.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("flush", verbosity=0, interactive=False)
    return [
        _following(whole, timings, say=say),
        *_filtering(timings, rounds=rounds, say=say),
        _recording(timings, rounds=rounds, say=say),
        _verifying(timings, say=say),
    ]


def _following(whole: Borough, timings: Timings, *, say: Callable[[str], None]) -> Promise:
    from schoolward.people.actions.following import follow_store
    from schoolward.people.models import Enrolment, Pupil

    timings.time("database: follow", lambda: follow_store(home=whole.home, by=BY, at=AT))
    seconds = timings.median("database: follow")
    say(
        f"database: {Pupil.objects.count():,} pupils and {Enrolment.objects.count():,} enrolments taken from the "
        f"store in {seconds:.1f} s"
    )
    return Promise(
        what="pupils and enrolments taken into the database", measured=seconds, promised=60, unit="seconds"
    )


def _filtering(timings: Timings, *, rounds: int, say: Callable[[str], None]) -> Iterator[Promise]:
    from django.db import connection

    from schoolward.access.asking import visible
    from schoolward.people.models import Pupil

    slowest = ("", 0.0)
    for scope, account in _people_of_each_scope():
        name = f"database: {scope}"
        within = visible(Pupil.objects.all(), to=account.actor, at=AT).values_list("pk", flat=True)
        for _ in range(max(rounds, 5)):
            timings.time(name, lambda within=within: list(within.all()))  # type: ignore[misc]
            timings.time(f"{name}: bare", lambda: connection.cursor().execute("SELECT 1"))
        slowest = max(slowest, (scope, timings.median(name)), key=lambda told: told[1])
        say(
            f"database: {within.count():,} pupils within {scope} in {timings.median(name) * 1000:.1f} ms, "
            f"{timings.ratio(name, name + ': bare'):.0f} times a bare question"
        )
    yield Promise(
        what=f"filtering the borough's pupils by scope, the slowest ({slowest[0]})",
        measured=slowest[1] * 1000,
        promised=50,
        unit="ms",
    )


def _people_of_each_scope() -> Iterator[tuple[str, "Account"]]:
    from django.db.models import Count

    from schoolward.access.keys import BOROUGH, ScopeKey, ScopeKind
    from schoolward.access.models import Account, Grant
    from schoolward.access.roles import Role
    from schoolward.people.models import CaseloadSpell, CohortMembership, Enrolment, Pupil, School

    largest = Enrolment.objects.values("school").annotate(pupils=Count("pk")).order_by("-pupils")
    trust = (
        School.objects.exclude(trust=None)
        .values("trust")
        .annotate(size=Count("pk"))
        .order_by("-size")
        .first()
    )
    cohort = CohortMembership.objects.values("cohort").annotate(size=Count("pk")).order_by("-size").first()
    scopes: dict[str, tuple[Role, list[ScopeKey]]] = {
        "a school": (Role.SCHOOL_OFFICE, [ScopeKey(ScopeKind.SCHOOL, str(largest[0]["school"]))]),
        "ten schools": (
            Role.ATTENDANCE_OFFICER,
            [ScopeKey(ScopeKind.SCHOOL, str(row["school"])) for row in largest[:10]],
        ),
        "a caseload": (Role.ATTENDANCE_OFFICER, []),
        "the borough": (Role.TEAM_MANAGER, [BOROUGH]),
    }
    if trust:
        scopes["a trust"] = (Role.ATTENDANCE_CHAMPION, [ScopeKey(ScopeKind.TRUST, str(trust["trust"]))])
    if cohort:
        scopes["a cohort"] = (Role.VIRTUAL_SCHOOL, [ScopeKey(ScopeKind.COHORT, cohort["cohort"])])
    for number, (words, (role, keys)) in enumerate(scopes.items()):
        account = Account.objects.create(
            email=f"bench{number}@example.org", name=words, joined_on=date(2025, 9, 1)
        )
        if words == "a caseload":
            keys = [ScopeKey(ScopeKind.CASELOAD, str(account.pk))]
            CaseloadSpell.objects.bulk_create(
                CaseloadSpell(pupil=pupil, officer=account, from_on=date(2025, 9, 1))
                for pupil in Pupil.objects.all()[:300]
            )
        Grant.objects.bulk_create(
            Grant(
                account=account, role=role.value, scope_kind=key.kind.value, scope_value=key.value,
                from_on=date(2025, 9, 1), until_on=LAST_DAY + timedelta(days=30), given_by=str(BY),
            )
            for key in keys
        )  # fmt: skip
        yield words, account


def _recording(timings: Timings, *, rounds: int, say: Callable[[str], None]) -> Promise:
    from django.db import transaction

    from schoolward.access.models import Account
    from schoolward.audit.kinds import EventKind
    from schoolward.audit.recording import record

    account = Account.objects.order_by("pk").first()
    assert account is not None

    def act(*, recorded: bool) -> None:
        for _ in range(ACTIONS):
            with transaction.atomic():
                Account.objects.filter(pk=account.pk).update(job_title="Officer")
                if recorded:
                    record(EventKind.RECORD_VIEWED, by=BY, at=AT, about=["pupil:1"], detail={"page": "pupil"})

    for _ in range(max(rounds, 3)):
        timings.time("database: bare actions", lambda: act(recorded=False))
        timings.time("database: recorded actions", lambda: act(recorded=True))
    bare, recorded = (timings.median(f"database: {kind} actions") for kind in ("bare", "recorded"))
    added = (recorded - bare) / ACTIONS * 1000
    say(
        f"database: an action of one statement takes {bare / ACTIONS * 1000:.2f} ms, with its event {added:.2f} ms more"
    )
    return Promise(what="what an event adds to an action", measured=added, promised=2, unit="ms")


def _verifying(timings: Timings, *, say: Callable[[str], None]) -> Promise:
    from schoolward.audit.models import Head
    from schoolward.audit.verifying import verify

    _write_events()
    verdict = timings.time("database: verify", verify)
    if not getattr(verdict, "is_whole", False):
        raise ValueError(f"the benchmark's own record is not whole: {verdict}")
    seconds = timings.median("database: verify")
    say(f"database: {Head.objects.get().number:,} events verified in {seconds:.1f} s")
    return Promise(
        what="verifying a million events",
        measured=seconds * 1_000_000 / Head.objects.get().number,
        promised=60,
        unit="seconds",
    )


def _write_events() -> None:
    """A million events with a subject each, straight into the tables: recording them one by one would take an hour."""
    from django.conf import settings
    from django.db import connection

    from schoolward.audit.models import Head

    head = Head.objects.get()
    previous, first = head.seal or FIRST_SEAL, head.number + 1
    salt = "0" * 32
    digest = digest_of({"page": "pupil"}, salt=salt)
    with connection.cursor() as cursor:
        with cursor.copy(
            "COPY audit_event (number, at, kind, actor, actor_name, detail, salt, detail_digest, seal) FROM STDIN"
        ) as copy:
            for number in range(first, first + EVENTS):
                previous = seal_of(
                    key=settings.AUDIT_KEY, previous=previous, number=number, at=AT, kind="record.viewed",
                    actor=str(BY), actor_name=BY.name, subjects=[f"pupil:{number % 45_000}"], detail_digest=digest,
                )  # fmt: skip
                copy.write_row(
                    (
                        number,
                        AT,
                        "record.viewed",
                        str(BY),
                        BY.name,
                        '{"page": "pupil"}',
                        salt,
                        digest,
                        previous,
                    )
                )
        with cursor.copy("COPY audit_subject (event_id, subject) FROM STDIN") as copy:
            for number in range(first, first + EVENTS):
                copy.write_row((number, f"pupil:{number % 45_000}"))
    Head.objects.update(number=first + EVENTS - 1, seal=previous)
