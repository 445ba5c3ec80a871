"""Which unique pupil numbers are well formed. All numbers are invented or public examples."""

from typing import NamedTuple

import pytest

from schoolward.register.upn import CHECK_LETTERS, check_letter, is_temporary_upn, upn_fault


class Upn(NamedTuple):
    """A number and what is wrong with it."""

    upn: str
    fault: str | None
    says: str


UPNS = [
    Upn(
        "B801200005001", None, "16+4+10+50+13 = 93 = 4 x 23 + 1: letter B (public example of python-stdnum)."
    ),
    Upn("A801200005001", "upn_check_letter", "The same number under A (the same example, as wrong)."),
    Upn("H801200001001", None, "53 = 2 x 23 + 7: letter H."),
    Upn("U80120000100A", None, "A temporary number: its A counts 0, so the sum is 40 = 23 + 17: letter U."),
    Upn("H80120000100B", None, "Its B counts 1, as the digit 1 does: letter H again."),
    Upn("T80120000100A", "upn_check_letter", "A temporary number under the wrong letter."),
    Upn("", "upn_shape", "Empty."),
    Upn("B80120000500", "upn_shape", "A digit short."),
    Upn("B8012000050011", "upn_shape", "A digit too many."),
    Upn("b801200005001", "upn_shape", "Lower case."),
    Upn(" B801200005001", "upn_shape", "A space before."),
    Upn("B801200005001\n", "upn_shape", "A line end after."),
    Upn("8012000050010", "upn_shape", "No check letter."),
    Upn("I801200005001", "upn_shape", "I is not a check letter."),
    Upn("O801200005001", "upn_shape", "Nor is O."),
    Upn("S801200005001", "upn_shape", "Nor is S."),
    Upn("U80120000100S", "upn_shape", "Nor does S end a temporary number."),
    Upn("B80120000A001", "upn_shape", "A letter in the middle."),
    Upn("B８01200005001", "upn_shape", "A digit of another script."),
    Upn("B٨01200005001", "upn_shape", "And of another."),
]


@pytest.mark.parametrize("case", UPNS, ids=lambda case: case.says)
def test_upns(case: Upn) -> None:
    assert upn_fault(case.upn) == case.fault


def test_check_letters_leave_out_what_looks_like_a_digit() -> None:
    assert len(CHECK_LETTERS) == 23
    assert not set("IOS") & set(CHECK_LETTERS)


def test_temporary_numbers_end_in_a_letter() -> None:
    assert is_temporary_upn("U80120000100A")
    assert not is_temporary_upn("B801200005001")
    assert not is_temporary_upn("nonsenseA")


@pytest.mark.parametrize("following", ["", "80120000500", "8012000050011", "80120000500I", "80120000A001"])
def test_a_check_letter_is_only_given_for_the_shape(following: str) -> None:
    with pytest.raises(ValueError, match="twelve characters"):
        check_letter(following)
