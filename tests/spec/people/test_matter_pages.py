"""The queue, a matter, the merges and the pupil's page, as a data officer and others meet them."""

import pytest
from django.test import Client
from django.urls import reverse

from schoolward.access.models import ClosedRecord
from schoolward.access.roles import Role
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event, Subject
from schoolward.people.models import IdentityMatter, Parent, Parenthood, Pupil, PupilName, Siblings
from tests.spec.access.borough import (
    MATTER,
    MERGED_PUPIL,
    OTHER_PUPIL,
    OWN_PUPIL,
    Borough,
    invent,
    invent_matters,
)

pytestmark = pytest.mark.django_db

BECAUSE = "Both schools confirm that it is one child."


@pytest.fixture
def borough() -> Borough:
    """Two pupils with a matter between them, and a record that is merged with the first."""
    made = invent()
    invent_matters()
    IdentityMatter.objects.update(evidence=["same_name", "dob_swapped"])
    return made


def signed_in(borough: Borough, role: Role = Role.DATA_OFFICER) -> Client:
    client = Client()
    client.force_login(borough.accounts[role])
    return client


def page(client: Client, name: str, **arguments: int) -> str:
    answer = client.get(reverse(name, kwargs=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def looked_at(kind: EventKind) -> list[list[str]]:
    return [
        sorted(Subject.objects.filter(event=event).values_list("subject", flat=True))
        for event in Event.objects.filter(kind=kind.value).order_by("number")
    ]


def test_the_queue_says_what_the_matter_is_and_who_looked_is_on_record(borough: Borough) -> None:
    text = page(signed_in(borough), "matters")
    assert "1 matter waits for somebody" in text
    assert "The dates of birth are the same with day and month swapped" in text
    assert looked_at(EventKind.RECORDS_LISTED) == [["pupil:1", "pupil:2"]]


def test_a_matter_shows_both_records_and_is_on_record(borough: Borough) -> None:
    text = page(signed_in(borough), "matter", number=MATTER)
    assert "Robin Example1" in text
    assert "Robin Example2" in text
    assert text.count("A000000000002") >= 2
    assert "Example" not in text.split("</title>")[0]
    assert looked_at(EventKind.RECORDS_LISTED) == [["pupil:1", "pupil:2"]]
    assert looked_at(EventKind.RECORD_VIEWED) == [[f"identitymatter:{MATTER}"]]


def test_a_data_officer_merges_sees_it_and_takes_apart(borough: Borough) -> None:
    client = signed_in(borough)
    address = reverse("matter", kwargs={"number": MATTER})

    answer = client.post(address, {"found": "second", "because": BECAUSE}, follow=True)

    assert "one child" in answer.content.decode()
    assert Pupil.objects.get(pk=OWN_PUPIL).same_as_id == OTHER_PUPIL
    assert Pupil.objects.get(pk=MERGED_PUPIL).same_as_id == OTHER_PUPIL
    assert client.get(address).status_code == 404
    assert BECAUSE in page(client, "merges")

    answer = client.post(
        reverse("take-apart", kwargs={"number": OWN_PUPIL}),
        {"because": "A second child came to light."},
        follow=True,
    )

    assert "stand apart again" in answer.content.decode()
    assert Pupil.objects.get(pk=OWN_PUPIL).same_as is None
    assert Pupil.objects.get(pk=MERGED_PUPIL).same_as_id == OWN_PUPIL
    assert client.get(reverse("take-apart", kwargs={"number": OWN_PUPIL})).status_code == 404


@pytest.mark.parametrize(("found", "settlement"), [("different", "different"), ("put_right", "put_right")])
def test_a_matter_that_is_no_merge(borough: Borough, found: str, settlement: str) -> None:
    client = signed_in(borough)
    client.post(reverse("matter", kwargs={"number": MATTER}), {"found": found})
    assert IdentityMatter.objects.get(pk=MATTER).settlement == settlement
    assert "Nothing waits for you." in page(client, "matters")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Select what you have found"),
        ({"found": "fourth"}, "is not one of the available choices"),
        ({"found": "first"}, "Say in a sentence why"),
        ({"found": "first", "because": "same"}, "Say in a sentence why"),
    ],
)
def test_a_form_filled_in_wrongly_changes_nothing(borough: Borough, sent: dict[str, str], said: str) -> None:
    answer = signed_in(borough).post(reverse("matter", kwargs={"number": MATTER}), sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert IdentityMatter.objects.get(pk=MATTER).settlement == ""


def test_a_clash_offers_no_merge(borough: Borough) -> None:
    IdentityMatter.objects.filter(pk=MATTER).update(kind="clash", other=None, evidence=["told_dob"])
    client = signed_in(borough)
    assert "It is one child" not in page(client, "matter", number=MATTER)
    answer = client.post(reverse("matter", kwargs={"number": MATTER}), {"found": "different"})
    assert answer.status_code == 400


def test_a_matter_with_a_record_that_is_closed_to_one_does_not_show(borough: Borough) -> None:
    ClosedRecord.objects.create(
        record_kind="pupil", record_id=OTHER_PUPIL, reason="The child of a colleague.", closed_at=now()
    )
    client = signed_in(borough)
    assert "Nothing waits for you." in page(client, "matters")
    assert client.get(reverse("matter", kwargs={"number": MATTER})).status_code == 404


def test_nobody_settles_by_sending_a_form(borough: Borough) -> None:
    for role in (Role.TEAM_MANAGER, Role.SCHOOL_OFFICE, Role.ADMINISTRATOR):
        client = signed_in(borough, role)
        for name, number in (("matter", MATTER), ("take-apart", MERGED_PUPIL)):
            address = reverse(name, kwargs={"number": number})
            assert client.post(address, {"found": "different", "because": BECAUSE}).status_code == 403
    assert IdentityMatter.objects.get(pk=MATTER).settlement == ""
    assert Pupil.objects.get(pk=MERGED_PUPIL).same_as_id == OWN_PUPIL


def test_the_page_of_a_merged_child_shows_both_records(borough: Borough) -> None:
    PupilName.objects.create(pupil_id=OWN_PUPIL, forename="Robin", surname="Fenn", from_on="2020-09-01",
                             until_on="2024-08-31")  # fmt: skip
    client = signed_in(borough, Role.ATTENDANCE_CHAMPION)
    for number in (OWN_PUPIL, MERGED_PUPIL):
        text = page(client, "pupil", number=number)
        assert "This child has 2 records" in text
        assert "Robin Fenn until 31 Aug 2024" in text
        assert "Larkmoor Trust School" in text
    assert looked_at(EventKind.RECORD_VIEWED) == [["pupil:1"], ["pupil:90"]]
    assert looked_at(EventKind.RECORDS_LISTED) == [["pupil:90"], ["pupil:1"]]


def test_only_who_may_see_the_family_sees_it(borough: Borough) -> None:
    parent = Parent.objects.create(forename="Ash", surname="Example", telephone="01632 960000")
    Parenthood.objects.create(
        pupil_id=OWN_PUPIL, parent=parent, relationship="mother", from_on=borough.today, source="x"
    )
    Siblings.objects.create(pupil_id=OWN_PUPIL, sibling_id=OTHER_PUPIL, source="x")
    manager = page(signed_in(borough, Role.TEAM_MANAGER), "pupil", number=OWN_PUPIL)
    assert "Ash Example" in manager
    assert "Robin Example2" in manager
    virtual_school = page(signed_in(borough, Role.VIRTUAL_SCHOOL), "pupil", number=OWN_PUPIL)
    assert "A sibling at another school" in virtual_school
    assert "Example2" not in virtual_school
    for role in (Role.ATTENDANCE_CHAMPION, Role.DATA_OFFICER):
        text = page(signed_in(borough, role), "pupil", number=OWN_PUPIL)
        assert "Ash Example" not in text
        assert "Where the child lives" not in text
