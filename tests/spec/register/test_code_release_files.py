"""A code release file is refused if it leaves out a key, a citation or a date, or is not understood."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from schoolward.register.codes import code_releases
from schoolward.register.release_files import CodeReleaseFault, read_releases

EARLIER = """\
title: The earlier codes
valid_from: 2000-01-01
citation: an act
codes:
  '/':
    meaning: present
    legal_category: attending_the_school
    statistical_class: present
    sessions: AM
    citation: a table
    confidence: C2
    verified: yes
    notes:
      - text: a rule
        confidence: K
  'N':
    meaning: not known
    legal_category: unauthorised
    statistical_class: unauthorised_absence
    sessions: both
    citation: a table
    confidence: K
    verified: no
    notes: []
"""
LATER = EARLIER.replace("earlier", "later").replace("2000-01-01", "2010-01-01").replace("'N'", "'O'")


class Refused(NamedTuple):
    """A change to a good file, and the words of the refusal."""

    old: str
    new: str
    words: str
    says: str


REFUSED = [
    Refused("    citation: a table\n    confidence: C2", "    confidence: C2", "code /: citation missing",
            "A code without a citation."),
    Refused("citation: a table\n    confidence: C2", "citation: ''\n    confidence: C2",
            "code /: citation missing", "A citation that is empty."),
    Refused("citation: an act\n", "", "earlier.yaml: citation missing", "A release without a citation."),
    Refused("    sessions: AM", "    sessions: AM\n    colour: red", "code /: unknown key colour",
            "An unknown key."),
    Refused("title: The", "heading: x\ntitle: The", "earlier.yaml: unknown key heading",
            "An unknown key of the release."),
    Refused("sessions: AM", "sessions: noon", "sessions is 'noon'", "No such session."),
    Refused("statistical_class: present", "statistical_class: here", "code /: 'here' is not a valid",
            "No such class."),
    Refused("legal_category: unauthorised", "legal_category: odd", "code N: 'odd' is not a valid",
            "No such category."),
    Refused("confidence: C2", "confidence: Z9", "code /: 'Z9' is not a valid", "No such tag."),
    Refused("confidence: K\n    verified: no", "confidence: K\n    verified: yes",
            "code N: verified must be no", "Background knowledge is not verified."),
    Refused("confidence: C2\n    verified: yes", "confidence: C2\n    verified: no",
            "code /: verified must be yes", "What two sources say is."),
    Refused("        confidence: K\n", "", "code /, a note: confidence missing", "A note without a tag."),
    Refused("    notes: []", "    notes: none", "code N: notes is not a list", "Notes that are no list."),
    Refused("    notes: []", "    notes: []\n    withdrawn_on: soon", "withdrawn_on is not a date",
            "No date."),
    Refused("valid_from: 2000-01-01", "valid_from: 2000", "valid_from is not a date",
            "A year is not a date."),
    Refused("'N':", "'/':", "a key stands twice", "A code that stands twice."),
    Refused("'N':", "7:", "code 7 must be written in quotes", "A code that YAML would read as a number."),
    Refused("'N':", "'-':", "'-' is not a register code", "The dash stands for no mark."),
    Refused("'N':", "'ABC':", "'ABC' is not a register code", "Three characters."),
    Refused("meaning: present", "meaning: ' '", "code /: meaning missing", "A meaning of nothing."),
    Refused("title: The", "title: [", "earlier.yaml", "Not YAML."),
]  # fmt: skip

Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Writes the files of a folder of releases."""

    def write(**texts: str) -> Path:
        for name, text in texts.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.says)
def test_files_that_are_refused(folder: Folder, case: Refused) -> None:
    assert EARLIER.count(case.old) == 1
    with pytest.raises(ValueError, match=case.words):
        read_releases(folder(earlier=EARLIER.replace(case.old, case.new)))


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodeReleaseFault, match="no code release files"):
        read_releases(tmp_path)


def test_releases_are_put_in_order_and_date_their_codes(folder: Folder) -> None:
    first, second = read_releases(folder(a=LATER, b=EARLIER))
    assert (first.title, first.valid_until, second.valid_until) == (
        "The earlier codes",
        date(2009, 12, 31),
        None,
    )
    lives = {
        code: (entry.introduced_on, entry.withdrawn_on)
        for release in (first, second)
        for code, entry in release.codes.items()
    }
    assert lives == {
        "/": (date(2000, 1, 1), None),
        "N": (date(2000, 1, 1), date(2009, 12, 31)),
        "O": (date(2010, 1, 1), None),
    }


def test_a_code_that_comes_back_is_introduced_again(folder: Folder) -> None:
    third = EARLIER.replace("2000", "2020").replace("earlier", "third")
    *_, last = read_releases(folder(a=EARLIER, b=LATER, c=third))
    assert last.codes["N"].introduced_on == date(2020, 1, 1)
    assert last.codes["/"].introduced_on == date(2000, 1, 1)


@pytest.mark.parametrize(
    ("withdrawn_on", "later", "words"),
    [
        ("2011-01-01", LATER, "withdrawn after the release ends"),
        ("2005-01-01", LATER.replace("'O'", "'N'"), "code N is withdrawn, yet The later codes has it"),
        ("1999-01-01", LATER, "code N is withdrawn before it is introduced"),
    ],
)
def test_a_withdrawal_that_the_dates_gainsay_is_refused(
    folder: Folder, withdrawn_on: str, later: str, words: str
) -> None:
    earlier = EARLIER.replace("    notes: []", f"    notes: []\n    withdrawn_on: {withdrawn_on}")
    with pytest.raises(ValueError, match=words):
        read_releases(folder(a=earlier, b=later))


def test_two_releases_of_one_day_are_refused(folder: Folder) -> None:
    with pytest.raises(CodeReleaseFault, match="two releases begin on 2000-01-01"):
        read_releases(folder(a=EARLIER, b=EARLIER))


def test_the_codes_of_a_release_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        code_releases()[0].codes["/"] = None  # type: ignore[index]
