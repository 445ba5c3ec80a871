"""A record opened by exception: the data protection officer is told, reads the reason, and says what they found."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from schoolward.access.actions import CannotBeDone, break_glass, review_glass
from schoolward.access.asking import Refused
from schoolward.access.models import Account, BrokenGlass, Grant
from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.people.models import Pupil
from tests.spec.access.borough import OPENED, OTHER_PUPIL, Borough, invent

pytestmark = pytest.mark.django_db

REASON = "A call from the police about this child"
FOUND = "The police confirmed the call. Nothing more to do."


@pytest.fixture
def borough() -> Borough:
    return invent()


def officers(borough: Borough) -> Account:
    return borough.accounts[Role.DATA_PROTECTION_OFFICER]


def open_record(borough: Borough) -> BrokenGlass:
    by = borough.accounts[Role.ATTENDANCE_OFFICER].actor
    return break_glass(record=Pupil.objects.get(pk=OTHER_PUPIL), reason=REASON, by=by, at=now())


def test_every_data_protection_officer_is_told_by_post_without_a_childs_name(
    borough: Borough, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The library draws a letter's number from the global generator.
    monkeypatch.setattr("django.core.mail.message.make_msgid", lambda domain: "<letter@example.org>")
    second = Account.objects.create(
        email="second@example.org", name="Second Officer", joined_on=borough.today
    )
    first = officers(borough).grants.get()
    Grant.objects.create(
        account=second, role=first.role, scope_kind="borough", from_on=first.from_on, until_on=first.until_on,
        given_by="system:test",
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        open_record(borough)
    assert {to for letter in mail.outbox for to in letter.to} == {second.email, officers(borough).email}
    for letter in mail.outbox:
        text = f"{letter.subject} {letter.body}"
        assert "Attendance Officer opened a record outside their scope" in text
        assert "Robin" not in text
        assert "Example2" not in text
        assert REASON not in text


def test_that_the_post_is_down_keeps_no_record_shut(
    borough: Borough, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def post_is_down(*letter: object) -> int:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr("schoolward.access.telling.send_mail", post_is_down)
    with django_capture_on_commit_callbacks(execute=True):
        glass = open_record(borough)
    assert BrokenGlass.objects.filter(pk=glass.pk, reviewed_at=None).exists(), "the list still has it"


def test_nobody_is_told_of_what_was_refused(
    borough: Borough, django_capture_on_commit_callbacks: Any
) -> None:
    clerk = borough.accounts[Role.COMMITTEE_CLERK].actor
    with pytest.raises(Refused), django_capture_on_commit_callbacks(execute=True):
        break_glass(record=Pupil.objects.get(pk=OTHER_PUPIL), reason=REASON, by=clerk, at=now())
    assert mail.outbox == []


def test_the_officers_first_page_counts_what_waits(borough: Borough) -> None:
    client = Client()
    client.force_login(officers(borough))
    assert "1 waits for your review" in client.get("/").content.decode()
    open_record(borough)
    assert "2 wait for your review" in client.get("/").content.decode()
    client.force_login(borough.accounts[Role.TEAM_MANAGER])
    assert "for your review" not in client.get("/").content.decode()


def test_what_was_looked_at_is_shown_and_the_review_is_kept(borough: Borough) -> None:
    glass = open_record(borough)
    looker, client = Client(), Client()
    looker.force_login(borough.accounts[Role.ATTENDANCE_OFFICER])
    assert looker.get(f"/pupils/{OTHER_PUPIL}/").status_code == 200
    client.force_login(officers(borough))
    address = f"/audit/opened-by-exception/{glass.pk}/"
    page = client.get(address).content.decode()
    assert REASON in page
    assert "Attendance Officer looked at a record" in page
    assert client.post(address, {"review": FOUND}).status_code == 302
    glass.refresh_from_db()
    assert (glass.review, glass.reviewed_by) == (FOUND, "Data Protection Officer")
    event = Event.objects.get(kind=EventKind.GLASS_REVIEWED.value)
    assert event.detail == {"review": FOUND}
    rows = client.get("/audit/opened-by-exception/").context["rows"]
    assert [row["glass"].pk for row in rows] == [OPENED, glass.pk], "what waits comes first"


def test_a_review_is_given_once_and_by_somebody_else(borough: Borough) -> None:
    glass, by = open_record(borough), officers(borough).actor
    with pytest.raises(CannotBeDone, match="Say in a sentence why"):
        review_glass(glass=glass, review="ok", by=by, at=now())
    review_glass(glass=glass, review=FOUND, by=by, at=now())
    with pytest.raises(CannotBeDone, match="reviewed already"):
        review_glass(glass=glass, review="Something quite different", by=by, at=now())
    glass.refresh_from_db()
    assert glass.review == FOUND
    own = BrokenGlass.objects.create(
        account=officers(borough), record_kind="pupil", record_id=OTHER_PUPIL, reason=REASON, opened_at=now(),
        until_at=now(),
    )  # fmt: skip
    with pytest.raises(CannotBeDone, match="Somebody else has to review it"):
        review_glass(glass=own, review=FOUND, by=by, at=now())


def test_who_may_not_search_the_record_may_not_review(borough: Borough) -> None:
    glass = open_record(borough)
    with pytest.raises(Refused):
        review_glass(glass=glass, review=FOUND, by=borough.accounts[Role.TEAM_MANAGER].actor, at=now())
    assert BrokenGlass.objects.get(pk=glass.pk).reviewed_at is None
