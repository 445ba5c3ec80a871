"""Runs every worked example on every engine, and holds the examples to naming every measure and dimension."""

from collections.abc import Callable

import pytest

from schoolward.measures.definitions import measures
from schoolward.measures.dimensions import dimensions
from schoolward.measures.figures import Coverage, FigureRow, Figures
from schoolward.store.home import Home
from schoolward.store.snapshot import snapshot
from tests.contract.engines import ENGINES, Engine
from tests.spec.measures.example import Asked, Example
from tests.spec.measures.examples import EXAMPLES
from tests.spec.measures.front_door import loaded

Loaded = tuple[Home, tuple[tuple[str, int], ...]]


@pytest.fixture(scope="module")
def load_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Example], Loaded]:
    """Loads an example the first time that an engine asks for it."""
    homes: dict[str, Loaded] = {}

    def load(example: Example) -> Loaded:
        if example.title not in homes:
            homes[example.title] = loaded(example, tmp_path_factory.mktemp("example"))
        return homes[example.title]

    return load


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_the_figures_come_out_as_worked(
    example: Example, engine: Engine, load_once: Callable[[Example], Loaded]
) -> None:
    home, refused = load_once(example)
    assert refused == example.refused
    for asked in example.asked:
        known = snapshot(home, asked.known_at)
        figures = engine.answer(known, asked.question)
        assert shown(figures, asked) == in_order(asked, asked.expected)


def shown(figures: Figures, asked: Asked) -> list[dict[str, str]]:
    """The rows in the words of the example: its own columns and no others."""
    columns = list(asked.expected[0])
    return in_order(asked, [{name: cell(figures, row, name) for name in columns} for row in figures.rows])


def in_order(asked: Asked, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Sorted by group, as nothing hangs on the order in which an example gives its rows."""
    return sorted(rows, key=lambda row: [row[name] for name in asked.question.by])


def cell(figures: Figures, row: FigureRow, name: str) -> str:
    """One cell as an example writes it."""
    by = figures.question.by
    if name in by:
        return row.group[by.index(name)]
    if name == "schools":
        return f"{row.coverage.schools_reported} of {row.coverage.schools_expected}"
    if name == "marks":
        return marks_of(row.coverage)
    value = row.value(name)
    return "none" if value is None else f"{value}" if isinstance(value, int) else f"{value:f}"


def marks_of(coverage: Coverage) -> str:
    """Marks reported out of those expected."""
    expected = "unknown" if coverage.marks_expected is None else coverage.marks_expected
    return f"{coverage.marks_reported} of {expected}"


def test_titles_are_sentences_of_their_own() -> None:
    titles = [example.title for example in EXAMPLES]
    assert len(set(titles)) == len(titles)
    assert not [title for title in titles if title.endswith(".") or title[0].islower()]


def test_every_example_asks_for_what_it_shows() -> None:
    for example in EXAMPLES:
        for asked in example.asked:
            for row in asked.expected:
                columns = {name for name in row if name not in ("schools", "marks")}
                assert columns == {*asked.question.by, *asked.question.measures}, example.title


def test_every_measure_has_an_example() -> None:
    asked = {name for example in EXAMPLES for asked in example.asked for name in asked.question.measures}
    assert sorted(measures().keys() - asked) == []


def test_every_dimension_has_an_example() -> None:
    grouped = {name for example in EXAMPLES for asked in example.asked for name in asked.question.by}
    assert sorted({dimension.name for dimension in dimensions()} - grouped) == []
    assert any(name.startswith("cohort:") for name in grouped)
