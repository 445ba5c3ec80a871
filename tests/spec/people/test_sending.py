"""What was decided on who is one child reaches the store as loads of its own, and figures agree with the screens."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from schoolward.access.actions import CannotBeDone
from schoolward.access.asking import Refused
from schoolward.access.models import Account
from schoolward.audit.actor import system
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event
from schoolward.engines.duckdb.answers import answer
from schoolward.measures.figures import Mode, Question
from schoolward.people.actions import sending
from schoolward.people.actions.following import follow_store
from schoolward.people.actions.merging import merge_pupils, take_apart
from schoolward.people.actions.sending import send_decisions
from schoolward.people.models import IdentityDecision, Pupil
from schoolward.store.identities import same_child
from schoolward.store.loading import LoadRefused
from schoolward.store.snapshot import snapshot
from tests.spec.store.sent import ALDER, BIRCH, Desk, marks, upn

pytestmark = pytest.mark.django_db

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
ASKED: dict[str, Any] = {"by": system("nightly"), "at": AT}
BECAUSE = "Both schools confirm that it is one child."


def of(letter: str) -> Pupil:
    return Pupil.objects.get(upns__upn=upn(letter))


def merge(one: str, kept: str) -> None:
    merge_pupils(pupil=of(one), kept=of(kept), because=BECAUSE, **ASKED)


def apart(one: str) -> None:
    take_apart(pupil=of(one), because=BECAUSE, **ASKED)


def in_store(desk: Desk) -> dict[int, int]:
    table = same_child(snapshot(desk.home))
    return dict(zip(table["pupil"].to_pylist(), table["same_as"].to_pylist(), strict=True))


def on_screen() -> dict[int, int | None]:
    return dict(Pupil.objects.exclude(same_as=None).values_list("pk", "same_as"))


@pytest.fixture
def followed(desk: Desk) -> Desk:
    """The store, and a database that follows it."""
    follow_store(home=desk.home, **ASKED)
    return desk


def test_decisions_wait_until_they_are_sent_and_carry_their_load_then(followed: Desk) -> None:
    merge("B", "A")
    merge("C", "A")
    assert in_store(followed) == {}

    assert send_decisions(home=followed.home, **ASKED) == 2

    assert in_store(followed) == on_screen() == {of("B").pk: of("A").pk, of("C").pk: of("A").pk}
    assert list(IdentityDecision.objects.values_list("load", flat=True)) == [2, 2]
    assert send_decisions(home=followed.home, **ASKED) == 0
    assert snapshot(followed.home).load == 2


def test_a_change_of_mind_comes_in_the_order_in_which_it_was_decided(followed: Desk) -> None:
    merge("B", "A")
    apart("B")
    merge("A", "B")
    merge("C", "B")
    apart("A")
    assert send_decisions(home=followed.home, **ASKED) == 5
    assert in_store(followed) == on_screen() == {of("C").pk: of("B").pk}
    assert not IdentityDecision.objects.filter(load=None).exists()


def test_what_was_sent_and_not_marked_is_sent_again_and_changes_nothing(
    followed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge("B", "A")
    apart("B")
    merge("B", "C")

    def dies(*_: Any, **__: Any) -> int:
        raise SystemExit("the process ended")

    for _ in range(3):
        with monkeypatch.context() as patched:
            patched.setattr(sending, "_mark", dies)
            with pytest.raises(SystemExit):
                send_decisions(home=followed.home, **ASKED)
    first = in_store(followed)
    assert first == {of("B").pk: of("A").pk}
    assert send_decisions(home=followed.home, **ASKED) == 3
    assert in_store(followed) == on_screen() == {of("B").pk: of("C").pk}


def test_only_who_may_settle_may_send(followed: Desk) -> None:
    merge("B", "A")
    nobody = Account.objects.create(email="nobody@example.org", name="Nobody", joined_on=AT.date())
    with pytest.raises(Refused):
        send_decisions(home=followed.home, by=nobody.actor, at=AT)
    assert in_store(followed) == {}


def test_what_the_store_refuses_waits_with_all_that_was_sent_with_it(followed: Desk) -> None:
    merge("B", "A")
    Pupil.objects.filter(upn=upn("D")).update(upn=upn("Z"))
    merge("D", "C")
    with pytest.raises(CannotBeDone, match="The store did not take in what was decided") as refused:
        send_decisions(home=followed.home, **ASKED)
    assert isinstance(refused.value.__cause__, LoadRefused)
    assert not IdentityDecision.objects.exclude(load=None).exists()
    assert in_store(followed) == {}
    assert not Event.objects.filter(kind=EventKind.DECISIONS_SENT.value).exists()


WEEKS = {"A": date(2026, 1, 5), "B": date(2026, 1, 12), "C": date(2026, 1, 19), "D": date(2026, 1, 26)}
"""The week in which each pupil has marks, ten sessions, so that no session of a merged child has two."""

MISSED = {"A": 1, "B": 0, "C": 5, "D": 0}
"""How many of the ten each missed: alone or with C, A missed a tenth or more; with B or D, A did not."""


def persistent_and_all(desk: Desk) -> tuple[Any, Any]:
    """The figures in pupil mode: persistently absent pupils, and pupils."""
    measures = ("persistently_absent_enrolments", "pupils")
    question = Question(
        measures=measures, first_on=date(2026, 1, 5), last_on=date(2026, 1, 30), mode=Mode.PUPIL
    )
    (row,) = answer(snapshot(desk.home), question).rows
    return row.value(measures[0]), row.value(measures[1])


def persistent_and_all_on_screen() -> tuple[int, int]:
    """The same counted over the children whom the screens show."""
    letters: dict[int, list[str]] = {}
    for letter in MISSED:
        letters.setdefault(of(letter).child, []).append(letter)
    persistent = sum(10 * sum(MISSED[one] for one in own) >= 10 * len(own) for own in letters.values())
    return persistent, len(letters)


def test_figures_in_pupil_mode_and_the_screens_count_the_same_children(followed: Desk) -> None:
    for letter, monday in WEEKS.items():
        days = [monday + timedelta(days=day) for day in range(5)]
        sessions = [(on, half, present) for on in days for half, present in (("AM", "/"), ("PM", "\\"))]
        rows = [
            f"{letter} {on} {half} {'O' if place < MISSED[letter] else present}"
            for place, (on, half, present) in enumerate(sessions)
        ]
        followed.send(marks(*rows, school=BIRCH if letter == "D" else ALDER), at="2026-01-31 18:00")
    decisions: tuple[tuple[str, str | None], ...] = (
        ("D", "A"), ("B", "A"), ("D", None), ("C", "B"), ("B", None), ("D", "C"), ("C", "A"), ("D", None),
    )  # fmt: skip
    seen = {persistent_and_all(followed)}
    assert seen == {persistent_and_all_on_screen()} == {(2, 4)}
    for one, kept in decisions:
        try:
            if kept:
                merge(one, kept)
            else:
                apart(one)
        except CannotBeDone:
            continue
        send_decisions(home=followed.home, **ASKED)
        follow_store(home=followed.home, **ASKED)
        assert persistent_and_all(followed) == persistent_and_all_on_screen()
        seen.add(persistent_and_all(followed))
    assert len(seen) > 3
