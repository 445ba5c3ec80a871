"""Holds every format, reason, measure and dimension to its counterpart: a page for people, a test that reaches it."""

import re

import pytest

from schoolward.intake.reasons import REASONS
from schoolward.measures.definitions import measures
from schoolward.measures.dimensions import dimensions
from tests.completeness.source import REPOSITORY, listed, modules_of_tests

MEASURES_PAGE = REPOSITORY / "docs" / "reference" / "measures.md"


def _names_in(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w:]){re.escape(name)}(?!\w)", text) is not None


def _measures_page() -> str:
    if not MEASURES_PAGE.exists():
        pytest.fail("Render docs/reference/measures.md with `make docs`: each measure with worked examples")
    return MEASURES_PAGE.read_text(encoding="utf-8")


def test_every_reason_is_reached_by_a_test() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in modules_of_tests())
    faults = [key for key in REASONS if f'"{key}"' not in tests]
    assert not faults, listed(
        faults, "Write a test with a row that is refused for each of these reasons, by its key:"
    )


def test_every_reason_says_how_to_mend() -> None:
    faults = [key for key, words in REASONS.items() if not (words.reason.strip() and words.mend.strip())]
    assert not faults, listed(faults, "Say in schoolward/intake/reasons.py what the sender can do:")


def test_every_format_is_described_for_senders() -> None:
    from schoolward.intake.formats import FORMATS

    pages = sorted((REPOSITORY / "docs" / "senders").glob("*.md"))
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    names = [str(getattr(format_, "name", format_)) for format_ in FORMATS]
    faults = [name for name in names if f"`{name}`" not in text]
    assert not faults, listed(
        faults, "Describe these formats in docs/senders/*.md, each by its name in backticks:"
    )


def test_every_measure_is_documented() -> None:
    page = _measures_page()
    # The counts of single codes are one measure with the code as its argument.
    names = {re.sub(r"^code_.+_sessions$", "code_<CODE>_sessions", name) for name in measures()}
    faults = [name for name in sorted(names) if not _names_in(page, name)]
    assert not faults, listed(
        faults, "Document these in docs/reference/measures.md (a spec test, then `make docs`):"
    )


def test_every_dimension_is_documented() -> None:
    page = _measures_page()
    faults = [dimension.name for dimension in dimensions() if not _names_in(page, dimension.name)]
    assert not faults, listed(faults, "Document these in docs/reference/measures.md (then `make docs`):")
