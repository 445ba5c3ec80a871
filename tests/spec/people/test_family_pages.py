"""The pages on which a child's family and caseload are written down: what is kept, what is refused, who may."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from schoolward.access.models import Account, ClosedRecord
from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Subject
from schoolward.people.models import CaseloadSpell, LivesWith, Parenthood, Pupil, Residence, Siblings
from tests.spec.access.borough import OTHER_PUPIL, OWN_PUPIL, SPELL, Borough, invent

pytestmark = pytest.mark.django_db

MOTHER = {
    "forename": "Ash", "surname": "Fenn", "relationship": "mother", "responsibility": "yes", "from_on": "2016-02-14",
    "source": "the school",
}  # fmt: skip
ADDRESS = {"lines": "1 Larch Lane", "postcode": "zz1 1aa", "from_on": "2026-09-01", "source": "the mother"}
ROWS = (Parenthood, LivesWith, Siblings, Residence)


@pytest.fixture
def borough() -> Borough:
    """Two schools with a pupil each."""
    return invent()


def signed_in(borough: Borough, role: Role = Role.ATTENDANCE_OFFICER) -> Client:
    client = Client()
    client.force_login(borough.accounts[role])
    return client


def send(client: Client, page: str, sent: dict[str, str], number: int = OWN_PUPIL) -> tuple[int, str]:
    """The answer's status, and the page to which it leads."""
    answer = client.post(reverse(page, kwargs={"number": number}), sent)
    if answer.status_code == 302:
        return 302, client.get(answer["Location"]).content.decode()
    return answer.status_code, answer.content.decode()


def test_a_parent_a_home_a_sibling_and_an_address_are_written_down_and_shown(borough: Borough) -> None:
    client = signed_in(borough)
    Pupil.objects.filter(pk=OTHER_PUPIL).update(forename="Rowan")
    CaseloadSpell.objects.create(
        pupil_id=OTHER_PUPIL, officer=borough.accounts[Role.ATTENDANCE_OFFICER], from_on=borough.today
    )
    told, page = send(client, "add-parent", MOTHER | {"email": "ash@example.org", "title": "Ms"})
    assert told == 302
    assert "The parent or carer is written down." in page
    assert "<td>Ms Ash Fenn</td><td>mother</td><td>Yes</td><td>No</td>" in page

    parent = str(Parenthood.objects.get().parent_id)
    sent = {"parent": parent, "from_on": "2026-09-01", "source": "a home visit"}
    assert "<td>Yes</td><td>Yes</td>" in send(client, "add-home", sent)[1]
    page = send(client, "add-sibling", {"upn": f"a{OTHER_PUPIL:012}", "source": "the mother"})[1]
    assert "Rowan Example2</a></li>" in page
    page = send(client, "add-address", ADDRESS)[1]
    assert "1 Larch Lane<br>ZZ1 1AA" in page

    assert [model.objects.count() for model in ROWS] == [1, 1, 1, 1]
    told_of = Event.objects.filter(kind=EventKind.FAMILY_RECORDED.value)
    assert told_of.count() == 4
    assert {str(event.actor) for event in told_of} == {str(borough.accounts[Role.ATTENDANCE_OFFICER].actor)}
    assert "Larch" not in str(list(Event.objects.values_list("detail", flat=True)))


def test_responsibility_that_nobody_knows_is_kept_so(borough: Borough) -> None:
    send(signed_in(borough), "add-parent", MOTHER | {"responsibility": "unknown"})
    assert Parenthood.objects.get().has_parental_responsibility is None


REFUSED = [
    ("add-parent", MOTHER | {"forename": " "}, "Enter the forename"),
    ("add-parent", MOTHER | {"responsibility": ""}, "Choose whether they have parental responsibility"),
    ("add-parent", MOTHER | {"from_on": "31/02/2026"}, "Enter the first day as a date"),
    ("add-parent", MOTHER | {"email": "ash"}, "Enter an email address in the form name@example.org"),
    ("add-parent", MOTHER | {"relationship": "x" * 61}, "at most 60 characters"),
    ("add-home", {"from_on": "2026-09-01", "source": "the school"}, "Choose with whom the child lives"),
    ("add-home", {"parent": "1", "from_on": "2026-09-01", "source": "the school"}, "is not one of the available"),
    ("add-sibling", {"upn": "", "source": "the school"}, "Enter the UPN of the brother or sister"),
    ("add-sibling", {"upn": "Z999", "source": "the school"}, "no pupil with this UPN whom you may see"),
    ("add-sibling", {"upn": f"A{OTHER_PUPIL:012}", "source": "x"}, "no pupil with this UPN whom you may see"),
    ("add-sibling", {"upn": f"A{OWN_PUPIL:012}", "source": "the school"}, "records of one child"),
    ("add-address", ADDRESS | {"until_on": "2026-08-31"}, "The last day must be the same as or after"),
    ("add-address", ADDRESS | {"lines": ""}, "Enter the address"),
    ("add-address", ADDRESS | {"source": ""}, "Enter who told you"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "sent", "said"), REFUSED)
def test_what_is_filled_in_wrongly_is_said_and_changes_nothing(
    borough: Borough, page: str, sent: dict[str, str], said: str
) -> None:
    status, text = send(signed_in(borough), page, sent)
    assert status == 400
    assert "There is a problem" in text
    assert said in text
    assert not any(model.objects.exists() for model in ROWS)


def test_a_sibling_whom_one_may_not_see_is_answered_like_one_who_is_not_there(borough: Borough) -> None:
    client = signed_in(borough, Role.TEAM_MANAGER)
    ClosedRecord.objects.create(
        record_kind="pupil", record_id=OTHER_PUPIL, reason="A colleague's child.", closed_at=now()
    )
    closed = send(client, "add-sibling", {"upn": f"A{OTHER_PUPIL:012}", "source": "the school"})
    nobody = send(client, "add-sibling", {"upn": f"A{77:012}", "source": "the school"})
    assert closed[0] == nobody[0] == 400
    assert "no pupil with this UPN whom you may see" in closed[1]
    assert "no pupil with this UPN whom you may see" in nobody[1]


@pytest.mark.parametrize("page", ["add-parent", "add-home", "add-sibling", "add-address", "assign-caseload"])
def test_nobody_writes_of_a_pupil_out_of_scope_by_sending_a_form(borough: Borough, page: str) -> None:
    sent = {**MOTHER, **ADDRESS, "upn": f"A{OWN_PUPIL:012}", "officer": "1"}
    assert send(signed_in(borough), page, sent, OTHER_PUPIL)[0] in (403, 404)
    assert send(signed_in(borough, Role.SCHOOL_OFFICE), page, sent)[0] == 403
    assert not any(model.objects.exists() for model in ROWS)
    assert CaseloadSpell.objects.count() == 1


def test_a_team_manager_puts_a_pupil_into_a_caseload_and_takes_one_out(borough: Borough) -> None:
    client = signed_in(borough, Role.TEAM_MANAGER)
    officer = borough.accounts[Role.ATTENDANCE_OFFICER]
    day = str(borough.today)
    form = client.get(reverse("assign-caseload", kwargs={"number": OTHER_PUPIL})).content.decode()
    assert form.count("<option") == 2, "nobody but the one officer can be chosen"

    sent = {"officer": str(officer.pk), "from_on": day}
    status, page = send(client, "assign-caseload", sent, OTHER_PUPIL)
    assert status == 302
    assert "Attendance Officer (<a" in page
    assert send(client, "assign-caseload", sent, OTHER_PUPIL)[0] == 400

    status, page = send(client, "end-caseload", {"until_on": day}, SPELL)
    assert status == 302
    assert str(CaseloadSpell.objects.get(pk=SPELL).until_on) == day
    event = Event.objects.filter(kind=EventKind.CASELOAD_ENDED.value).get()
    subjects = sorted(Subject.objects.filter(event=event).values_list("subject", flat=True))
    assert subjects == [f"account:{officer.pk}", f"pupil:{OWN_PUPIL}"]


@pytest.mark.parametrize(
    ("page", "number", "sent", "said"),
    [
        ("assign-caseload", OTHER_PUPIL, {"from_on": "2026-09-01"}, "Choose whose caseload it is"),
        ("assign-caseload", OTHER_PUPIL, {"officer": "9001", "from_on": "2026-09-01"}, "is not one of the available"),
        ("end-caseload", SPELL, {"until_on": ""}, "Enter the last day"),
        ("end-caseload", SPELL, {"until_on": "2000-01-01"}, "The last day must be the same as or after"),
    ],
)  # fmt: skip
def test_a_caseload_that_cannot_be_is_refused(
    borough: Borough, page: str, number: int, sent: dict[str, str], said: str
) -> None:
    status, text = send(signed_in(borough, Role.TEAM_MANAGER), page, sent, number)
    assert status == 400
    assert said in text
    spell = CaseloadSpell.objects.get()
    assert (spell.pk, spell.until_on) == (SPELL, None)


def test_an_officer_who_leaves_soon_can_still_be_chosen_and_one_who_has_left_cannot(borough: Borough) -> None:
    client = signed_in(borough, Role.TEAM_MANAGER)
    officer = borough.accounts[Role.ATTENDANCE_OFFICER]
    for left_on, options in ((borough.today + timedelta(days=9), 2), (borough.today - timedelta(days=1), 1)):
        Account.objects.filter(pk=officer.pk).update(left_on=left_on)
        form = client.get(reverse("assign-caseload", kwargs={"number": OTHER_PUPIL})).content.decode()
        assert form.count("<option") == options


def test_only_those_who_may_are_led_there(borough: Borough) -> None:
    def leads(role: Role) -> list[str]:
        text = signed_in(borough, role).get(reverse("pupil", kwargs={"number": OWN_PUPIL})).content.decode()
        return [words for words in ("Write down", "Put the pupil", "take out of") if words in text]

    assert leads(Role.TEAM_MANAGER) == ["Write down", "Put the pupil", "take out of"]
    assert leads(Role.ATTENDANCE_OFFICER) == ["Write down"]
    assert leads(Role.VIRTUAL_SCHOOL) == leads(Role.SCHOOL_OFFICE) == []
