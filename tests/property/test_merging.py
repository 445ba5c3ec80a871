"""Merges and their undoing, in any order: each record leads to the end of its chain, and no chain is a circle."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from schoolward.access.actions import CannotBeDone
from schoolward.audit.actor import system
from schoolward.people.actions.merging import merge_pupils, take_apart
from schoolward.people.models import IdentityDecision, Pupil
from schoolward.people.selectors import records_of

pytestmark = pytest.mark.database

AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
WHY = "The schools say so, and the dates agree."
NUMBERS = (1, 2, 3, 4, 5)

number = st.sampled_from(NUMBERS)
decision = st.tuples(number, st.none() | number)


def end_of(one: int, merges: Mapping[int, int]) -> int:
    """The record at the end of the chain."""
    while one in merges:
        one = merges[one]
    return one


class Merges(TestCase):
    """Against a model of one line: which record was merged into which."""

    @settings(max_examples=60)
    @given(decisions=st.lists(decision, max_size=12))
    def test_every_record_leads_to_the_end_of_its_chain(
        self, decisions: list[tuple[int, int | None]]
    ) -> None:
        for one in NUMBERS:
            Pupil.objects.create(id=one, upn=f"A{one:012}")
        merges: dict[int, int] = {}
        taken = 0
        for one, other in decisions:
            pupil = Pupil.objects.get(pk=one)
            allowed = (
                one in merges if other is None else one not in merges and other not in merges and one != other
            )
            try:
                if other is None:
                    take_apart(pupil=pupil, because=WHY, by=system("test"), at=AT)
                    del merges[one]
                else:
                    kept = Pupil.objects.get(pk=other)
                    merge_pupils(pupil=pupil, kept=kept, because=WHY, by=system("test"), at=AT)
                    merges[one] = other
                assert allowed
                taken += 1
            except CannotBeDone:
                assert not allowed
            for record in Pupil.objects.all():
                assert record.child == end_of(record.pk, merges)
                together = {each.pk for each in records_of(record)}
                assert together == {each for each in NUMBERS if end_of(each, merges) == record.child}
        assert IdentityDecision.objects.filter(load=None).count() == taken
