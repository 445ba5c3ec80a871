"""Whoever is taken for the same child, in whatever order: engines agree, and what is taken back leaves no trace."""

from datetime import datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schoolward.engines import reference
from schoolward.engines.duckdb import answers
from schoolward.measures.figures import FigureRow, Figures, Mode, Question
from schoolward.store.home import Home
from schoolward.store.identities import same_child
from schoolward.store.identity_recording import IdentityDecision, record_identity_decisions
from schoolward.store.layout import TableName
from schoolward.store.loading import RowsRefused
from schoolward.store.snapshot import snapshot
from tests.property.test_engines import questions, told
from tests.property.worlds import World, home_for, send, worlds

Decided = dict[str, str | None]
"""By record, the record that is kept; nothing where it stands on its own."""


def records(world: World) -> list[str]:
    """The UPNs on the first roll."""
    return sorted({upn for row in world.loads[0].pupils for name, upn in row if name == "upn"})


def sent(home: Home, world: World) -> datetime:
    """Everything that schools send, without the decisions; the time after it."""
    for number in range(len(world.loads)):
        send(home, world, number)
    return world.received_at(len(world.loads))


def decide(home: Home, decided: Decided, number: int, at: datetime) -> None:
    """Records the decisions as one load, if they can stand."""
    rows = [
        IdentityDecision(upn=upn, same_as_upn=kept, reference=f"D{number}") for upn, kept in decided.items()
    ]
    record_identity_decisions(home, rows, by="a property test", at=at + timedelta(hours=number))


def shown(home: Home, asked: list[Question]) -> list[tuple[FigureRow, ...] | str]:
    """The answers without the time of the load, on which both engines agree."""
    known = snapshot(home)
    found: list[tuple[FigureRow, ...] | str] = []
    for question in asked:
        answer = told(answers.answer, known, question)
        assert answer == told(reference.answer, known, question)
        found.append(answer.rows if isinstance(answer, Figures) else answer)
    return found


def kept_by_upn(home: Home) -> dict[str, str]:
    """Each merged record with the one that is kept at the end."""
    known = snapshot(home)
    upns = {row["pupil"]: row["upn"] for row in known.rows(TableName.PUPILS).to_pylist()}
    return {upns[row["pupil"]]: upns[row["same_as"]] for row in same_child(known).to_pylist()}


def ends_of(merges: dict[str, str]) -> dict[str, str] | None:
    """The end of each chain; none where one is a circle."""
    ends = {}
    for record in merges:
        seen = [record]
        while seen[-1] in merges:
            seen.append(merges[seen[-1]])
            if seen.count(seen[-1]) > 1:
                return None
        ends[record] = seen[-1]
    return ends


@st.composite
def merges_of(draw: st.DrawFn, upns: list[str]) -> Decided:
    """Some records, each merged into another that stands further on in some order, so that there is no circle."""
    order = draw(st.permutations(upns))
    found: Decided = {}
    for place, record in enumerate(order[:-1]):
        kept = draw(st.none() | st.sampled_from(order[place + 1 :]))
        if kept is not None:
            found[record] = kept
    return found


def by_pupil(question: Question) -> Question:
    return Question(**{**question.__dict__, "mode": Mode.PUPIL})


@given(data=st.data(), world=worlds(with_identities=False))
@settings(max_examples=25)
def test_what_is_merged_and_parted_again_leaves_every_figure_as_it_was(
    data: st.DataObject, world: World
) -> None:
    upns = records(world)
    assume(len(upns) > 1)
    merges = data.draw(merges_of(upns), label="merges")
    assume(merges)
    asked = [by_pupil(data.draw(questions(world.days), label="question")) for _ in range(2)]
    with home_for(world) as home:
        at = sent(home, world)
        before = shown(home, asked)
        decide(home, merges, 1, at)
        assert kept_by_upn(home) == ends_of({record: str(kept) for record, kept in merges.items()})
        shown(home, asked)
        decide(home, dict.fromkeys(merges), 2, at)

        assert kept_by_upn(home) == {}
        assert shown(home, asked) == before


@given(data=st.data(), world=worlds(with_identities=False))
@settings(max_examples=15)
def test_the_order_in_which_decisions_are_loaded_does_not_matter(data: st.DataObject, world: World) -> None:
    upns = records(world)
    assume(len(upns) > 2)
    merges = data.draw(merges_of(upns), label="merges")
    assume(len(merges) > 1)
    order = data.draw(st.permutations(list(merges)), label="order")
    asked = [by_pupil(data.draw(questions(world.days), label="question"))]
    with home_for(world) as together, home_for(world) as apart:
        at = sent(together, world)
        sent(apart, world)
        decide(together, merges, 1, at)
        for number, record in enumerate(order, start=1):
            decide(apart, {record: merges[record]}, number, at)

        assert kept_by_upn(apart) == kept_by_upn(together)
        assert shown(apart, asked) == shown(together, asked)


@given(data=st.data(), world=worlds(with_identities=False))
@settings(max_examples=15)
def test_whatever_is_decided_the_store_says_what_plain_book_keeping_says(
    data: st.DataObject, world: World
) -> None:
    """The last decision on each record that was not refused; refused are circles and parting what stands alone."""
    upns = records(world)
    assume(len(upns) > 1)
    merges: dict[str, str] = {}
    with home_for(world) as home:
        at = sent(home, world)
        for number in range(1, 6):
            record = data.draw(st.sampled_from(upns), label="record")
            kept = data.draw(st.none() | st.sampled_from(upns), label="kept")
            after = (
                {**merges, record: kept}
                if kept not in (None, record)
                else {one: other for one, other in merges.items() if one != record}
            )
            stands = ends_of(after) is not None and not (kept in (None, record) and record not in merges)
            try:
                decide(home, {record: kept}, number, at)
            except RowsRefused:
                assert not stands
            else:
                assert stands
                merges = after
            assert kept_by_upn(home) == ends_of(merges)
