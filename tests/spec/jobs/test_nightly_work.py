"""The nightly work: each part once a night, whoever comes first, and what it finds."""

from datetime import UTC, date, datetime, timedelta
from html import unescape
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django import Settings

from schoolward.access.models import Account, BrokenGlass, ClosedRecord, Grant
from schoolward.audit.actor import system
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Head
from schoolward.jobs.actions.nights import end_night, take_up_night
from schoolward.jobs.actions.working import LeaseLost
from schoolward.jobs.lease import Lease
from schoolward.jobs.models import NightlyRun, NightState, Reminder
from schoolward.jobs.nightly.night import Night, NightlyJob
from schoolward.jobs.nightly.reminders import remind
from schoolward.jobs.nightly.running import work_on_a_night
from schoolward.jobs.nightly.schedule import NIGHTLY
from schoolward.jobs.selectors import reminders_of
from schoolward.people.models import IdentityMatter, Pupil
from tests.integration.jobs.lobby import Lobby
from tests.spec.access.borough import set_up_second_factor
from tests.spec.store.sent import MONDAY, marks

WORKER = system("worker")
LEASE = Lease(worker="a")


@pytest.mark.parametrize(
    ("at", "night"),
    [
        ("2026-11-20T01:59:59+00:00", date(2026, 11, 19)),
        ("2026-11-20T02:00:00+00:00", date(2026, 11, 20)),
        ("2026-11-20T23:30:00+00:00", date(2026, 11, 20)),
        # In summer two o'clock in England is one o'clock UTC, and midnight UTC is the next day already.
        ("2026-07-01T00:59:59+00:00", date(2026, 6, 30)),
        ("2026-07-01T01:00:00+00:00", date(2026, 7, 1)),
        # Clocks go forward at one in the morning, straight to two.
        ("2026-03-29T00:59:59+00:00", date(2026, 3, 28)),
        ("2026-03-29T01:00:00+00:00", date(2026, 3, 29)),
        # Clocks go back at two, to one: two o'clock comes once, an hour later.
        ("2026-10-25T01:30:00+00:00", date(2026, 10, 24)),
        ("2026-10-25T02:00:00+00:00", date(2026, 10, 25)),
    ],
)
def test_a_nights_hour_comes_at_two_in_england(at: str, night: date) -> None:
    job = NightlyJob(name="any", label="Any", does=lambda _: {})
    assert job.latest_night(datetime.fromisoformat(at)) == night


def test_every_part_is_done_once_and_counts_what_it_found(lobby: Lobby) -> None:
    lobby.send(marks(f"A {MONDAY} AM I"))
    lobby.work(nightly=NIGHTLY)
    lobby.work(worker="another", nightly=NIGHTLY)
    nights = {run.job: run for run in NightlyRun.objects.all()}
    assert set(nights) == {job.name for job in NIGHTLY}
    assert {(run.state, run.attempts, run.worker) for run in nights.values()} == {
        (NightState.DONE, 1, "here")
    }
    assert nights["follow"].counts == {"load": 2}
    assert nights["attention"].counts["load"] == 2
    assert nights["attention"].counts["pupils_on_roll"] == 4
    assert nights["record"].counts["events"] > 0
    assert Event.objects.filter(kind=EventKind.NIGHT_ENDED.value).count() == len(NIGHTLY)


def test_of_missed_nights_the_last_is_made_good_once(lobby: Lobby) -> None:
    week_ago = NIGHTLY[0].latest_night(now()) - timedelta(days=7)
    run = take_up_night(job="follow", on=week_ago, lease=LEASE, by=WORKER, at=now())
    assert run is not None
    end_night(run=run, lease=LEASE, counts={}, by=WORKER, at=now())
    lobby.work(nightly=NIGHTLY)
    assert sorted(NightlyRun.objects.filter(job="follow").values_list("on", flat=True)) == [
        week_ago,
        week_ago + timedelta(days=7),
    ]


def test_of_many_workers_one_does_a_part(lobby: Lobby) -> None:
    together, got = Barrier(6), []

    def reach(name: str) -> None:
        try:
            together.wait()
            lease = Lease(worker=name)
            got.append(take_up_night(job="any", on=date(2026, 11, 20), lease=lease, by=WORKER, at=now()))
        finally:
            connection.close()

    threads = [Thread(target=reach, args=(f"worker {number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 6
    assert len([run for run in got if run is not None]) == 1


@pytest.mark.django_db
def test_one_whose_worker_is_gone_is_taken_up_by_the_next() -> None:
    at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)

    def reach(lease: Lease, *, seconds: int) -> NightlyRun | None:
        later = at + timedelta(seconds=seconds)
        return take_up_night(job="any", on=date(2026, 11, 20), lease=lease, by=WORKER, at=later)

    run, other = reach(LEASE, seconds=0), Lease(worker="b")
    assert run is not None
    assert reach(other, seconds=59) is None
    assert reach(other, seconds=61) == run
    with pytest.raises(LeaseLost):
        end_night(run=run, lease=LEASE, counts={}, by=WORKER, at=at)


def test_a_record_that_was_tampered_with_is_told_and_the_rest_is_done(lobby: Lobby) -> None:
    lobby.send(marks(f"A {MONDAY} AM I"))
    Head.objects.update(number=7)
    while work_on_a_night(lobby.desk.home, jobs=NIGHTLY, lease=LEASE, by=WORKER):
        pass
    record = NightlyRun.objects.get(job="record")
    assert record.state == NightState.FAILED
    assert record.fault.startswith("The record of events was tampered with: ")
    assert NightlyRun.objects.exclude(job="record").filter(state=NightState.DONE).count() == len(NIGHTLY) - 1


def test_a_part_that_breaks_says_so_without_what_it_read(
    lobby: Lobby, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lobby.desk.home.folder / "local-policy.toml").write_text("this is no policy", encoding="utf-8")
    (lobby.desk.home.folder / "incoming").write_text("no folder", encoding="utf-8")
    while work_on_a_night(lobby.desk.home, jobs=NIGHTLY, lease=LEASE, by=WORKER):
        pass
    states = dict(NightlyRun.objects.values_list("job", "state"))
    assert states["attention"] == NightState.FAILED
    assert states["reminders"] == NightState.DONE


@pytest.fixture
def waiting(lobby: Lobby) -> Account:
    """Something of each kind waits; the administrator, whose own role ends in ten days."""
    today = date(2026, 11, 20)
    admin = Account.objects.create(
        email="administrator@example.org", name="An administrator", joined_on=today
    )
    dpo = Account.objects.create(email="dpo@example.org", name="An officer", joined_on=today)
    for account, role, until_on in (
        (admin, "administrator", date(2026, 11, 30)),
        (dpo, "data_protection_officer", date(2027, 11, 30)),
    ):
        Grant.objects.create(
            account=account,
            role=role,
            scope_kind="borough",
            from_on=today,
            until_on=until_on,
            given_by="system:test",
        )
    pupil = Pupil.objects.create(id=1, upn="A000000000001", forename="Robin", surname="Example")
    for days in (3, 8, 20):
        IdentityMatter.objects.create(
            kind="clash", pupil=Pupil.objects.create(id=days, upn=f"A{days:012}"),
            found_at=datetime(2026, 11, 20, tzinfo=UTC) - timedelta(days=days),
        )  # fmt: skip
    BrokenGlass.objects.create(
        account=lobby.office, record_kind="pupil", record_id=pupil.pk, reason="because",
        opened_at=datetime(2026, 11, 18, 9, tzinfo=UTC), until_at=datetime(2026, 11, 18, 13, tzinfo=UTC),
    )  # fmt: skip
    return admin


def _remind(lobby: Lobby) -> None:
    at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    run = NightlyRun.objects.filter(job="reminders").first() or take_up_night(
        job="reminders", on=date(2026, 11, 20), lease=LEASE, by=WORKER, at=at
    )
    assert run is not None
    remind(Night(home=lobby.desk.home, run=run, by=WORKER, at=at))


def test_each_is_reminded_of_what_waits_for_them(lobby: Lobby, waiting: Account) -> None:
    _remind(lobby)
    assert reminders_of(waiting.pk) == [
        "A role of yours ends on 30 November 2026. Ask whoever looks after accounts if you still need it.",
        "1 role ends within 14 days, on 30 November 2026.",
    ]
    assert reminders_of(lobby.officer.pk) == [
        "2 matters of identity have waited for more than 7 days, the oldest since 31 October 2026."
    ]
    dpo = Account.objects.get(email="dpo@example.org")
    assert reminders_of(dpo.pk) == [
        "1 opening of a record by exception has not been reviewed. It was on 18 November 2026."
    ]
    assert reminders_of(lobby.office.pk) == []
    assert mail.outbox == []


def test_no_reminder_counts_a_closed_record(lobby: Lobby, waiting: Account) -> None:
    for days in (8, 20):
        ClosedRecord.objects.create(
            record_kind="pupil", record_id=days, reason="An address that nobody may learn", closed_at=now()
        )
    _remind(lobby)
    assert reminders_of(lobby.officer.pk) == []


def test_mail_goes_to_each_once_and_names_no_child(
    lobby: Lobby, waiting: Account, settings: Settings
) -> None:
    settings.SENDS_MAIL = True
    _remind(lobby)
    _remind(lobby)  # as after a worker was killed
    assert sorted(message.to[0] for message in mail.outbox) == [
        "administrator@example.org",
        "data_officer@example.org",
        "dpo@example.org",
    ]
    assert not any("Robin" in message.body or "Example" in message.body for message in mail.outbox)
    assert Reminder.objects.count() == 4


def test_whoever_has_left_is_not_reminded(lobby: Lobby, waiting: Account) -> None:
    Account.objects.filter(pk=waiting.pk).update(left_on=date(2026, 11, 19))
    _remind(lobby)
    assert reminders_of(waiting.pk) == []


def test_reminders_stand_on_the_first_page_and_nights_on_their_own(lobby: Lobby, waiting: Account) -> None:
    _remind(lobby)
    lobby.work(nightly=NIGHTLY)
    set_up_second_factor(waiting)
    client = Client()
    client.force_login(waiting)
    assert "1 role ends within 14 days" in client.get("/").content.decode()
    page = unescape(client.get("/nightly-work/").content.decode())
    assert all(job.label in page for job in NIGHTLY)
    assert "Pupils on roll: 4" in page
