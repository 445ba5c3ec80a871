"""Runs the README's first steps as they stand, and holds what --json prints to its description in the reference."""

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from docs.rendering.attention_shapes import SHAPES_OF_ATTENTION
from docs.rendering.json_shapes import (
    CONTENT,
    FLAG,
    INTEGER,
    PER_NAME,
    SHAPES,
    SHAPES_OF_DATABASE,
    TEXT,
    TEXTS,
    Shape,
)
from schoolward.console import ending
from schoolward.console.app import app
from schoolward.console.ending import Exit
from schoolward.measures.definitions import Rate, measure_named, measures

REPOSITORY = Path(__file__).resolve().parent.parent.parent
FIRST_STEPS = REPOSITORY / "docs" / "first-steps"
LEFT_OUT = "…"
FRAME = re.compile(r"[━┏┳┓┃┡╇┩│└┴┘┌┬┐─]")

SESSION = [
    'schoolward init --authority 356 --name "Demo Borough"',
    "schoolward load docs/first-steps/first-week --received-at 2025-09-12T16:00",
    "schoolward load docs/first-steps/a-week-later --received-at 2025-09-19T16:00",
    "schoolward load docs/first-steps/steps.csv --received-at 2025-09-22T08:00",
    "schoolward load docs/first-steps/published.csv --received-at 2025-10-01T09:00",
]
EVERY_SHAPE = {**SHAPES, **SHAPES_OF_ATTENTION}
PERIOD = "--from 2025-09-08 --to 2025-09-12"


def run(command: str) -> Result:
    """Runs one `schoolward ...` in this process."""
    program, *arguments = shlex.split(command)
    assert program == "schoolward"
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the example files where a clone has them, and no data yet; commands run in it."""
    shutil.copytree(FIRST_STEPS, tmp_path / "docs" / "first-steps")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCHOOLWARD_HOME", raising=False)
    monkeypatch.setattr(ending.screen, "width", ending.WIDTH_OF_A_FILE)
    return tmp_path


def shown_in_readme() -> Iterator[tuple[str, list[str]]]:
    """Each command of the first steps with the output that the README shows."""
    section = (REPOSITORY / "README.md").read_text(encoding="utf-8").partition("## First steps")[2]
    section = section.partition("\n## ")[0]
    for block in re.findall(r"```console\n(.*?)```", section, re.DOTALL):
        for part in block.split("$ ")[1:]:
            command, *output = part.strip().splitlines()
            yield command, [line for line in output if line.strip() and line != LEFT_OUT]


def plain(text: str) -> str:
    """The words alone: no frames, one space between them."""
    return " ".join(FRAME.sub(" ", text).split())


def test_the_first_steps_of_the_readme_come_out_as_shown(clone: Path) -> None:
    steps = list(shown_in_readme())
    assert {command.split()[1] for command, _ in steps} >= {
        "init",
        "load",
        "rejects",
        "figures",
        "check",
        "attention",
        "explain",
        "reconcile",
    }
    for command, output in steps:
        result = run(command)
        assert result.exit_code in (Exit.DONE, Exit.ROWS_REJECTED, Exit.DIFFERENT), result.output
        told = plain(result.output)
        for line in output:
            assert plain(line) in told, (
                f"README.md shows for `{command}`: {line}\nIt prints:\n{result.output}"
            )


def test_the_exit_codes_that_the_readme_names(clone: Path) -> None:
    codes = [run(command).exit_code for command in [*SESSION, "schoolward reconcile"]]
    assert codes == [Exit.DONE, Exit.ROWS_REJECTED, Exit.DONE, Exit.DONE, Exit.DONE, Exit.DIFFERENT]


def asked_as_json(clone: Path) -> Iterator[tuple[str, Any]]:
    """Every command with --json, at least once, and what it printed."""
    run(SESSION[0])
    for command in [
        *(f"{load} --json" for load in SESSION[1:]),
        f"{SESSION[1]} --json",
        "schoolward loads --json",
        "schoolward rejects 1 --json",
        f"schoolward figures {PERIOD} --by phase sex cohort:young_carer --measure {' '.join(MEASURES)} --json",
        f"schoolward figures {PERIOD} --where session_date=2025-09-08 --measure {' '.join(MEASURES)} --json",
        "schoolward figures --from 2025-12-29 --to 2025-12-30 --measure attendance_rate --json",
        "schoolward measures --json",
        "schoolward check --from 2025-09-08 --on 2025-09-22 --json",
        "schoolward attention --as-at 2025-09-22 --json",
        "schoolward attention --as-at 2025-09-19 --as-known-on 2025-09-19 --json",
        "schoolward attention --as-at 2025-09-22 --summary --json",
        "schoolward attention --as-at 2025-09-19 --as-known-on 2025-09-19 --summary --json",
        "schoolward explain F801200004022 --as-at 2025-09-22 --json",
        "schoolward reconcile --json",
        "schoolward reconcile --differences --json",
    ]:
        result = run(command)
        assert result.exit_code != Exit.REFUSED, result.output
        yield command, json.loads(result.stdout)


MEASURES = ["enrolments", "missing_marks", "code_I_sessions", "overall_absence_rate", "severe_absence_rate"]
BY = ["phase", "sex", "cohort:young_carer"]


def values_in(value: Any, path: str, shape: Shape) -> Iterator[tuple[str, Any]]:
    """Every value of a document with its path, as the descriptions write it."""
    if shape.kinds().get(path) in (PER_NAME, TEXTS, CONTENT) or not isinstance(value, dict | list):
        yield path, value
    elif isinstance(value, list):
        for item in value:
            yield from values_in(item, f"{path}[]", shape)
    else:
        for name, inner in value.items():
            inside = f"{path}.{name}".removeprefix(".")
            known = inside in shape.kinds()
            yield from values_in(
                inner, inside if known else f"{path}.{described(name)}".removeprefix("."), shape
            )


def described(name: str) -> str:
    """The name, or what stands for it in a description where names are data."""
    if name in BY:
        return "<dimension>"
    if name in MEASURES or name == "attendance_rate":
        return "<rate>" if isinstance(measure_named(name), Rate) else "<count>"
    return name


def is_of_kind(value: Any, kind: str) -> bool:
    """Whether the value is what its description says."""
    if kind.endswith(" or null"):
        return value is None or is_of_kind(value, kind.removesuffix(" or null"))
    if kind == TEXTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind == CONTENT:
        return is_of_kind(value, TEXTS) or is_of_kind(value, INTEGER) or is_of_kind(value, TEXT)
    if kind == INTEGER:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, {TEXT: str, FLAG: bool, PER_NAME: dict}[kind])


def test_what_json_prints_is_what_the_reference_describes(clone: Path) -> None:
    seen: dict[str, set[str]] = {}
    for command, document in asked_as_json(clone):
        words = shape_of(command)
        shape = EVERY_SHAPE[words]
        if words == "measures":
            assert document == {name: measure.definition for name, measure in measures().items()}
            seen[words] = {path for path, _, _ in shape.values}
            continue
        for path, value in values_in(document, "", shape):
            assert path in shape.kinds(), (
                f"{command} prints {path}: describe it in docs/rendering/json_shapes.py"
            )
            assert is_of_kind(value, shape.kinds()[path]), f"{command}: {path} is {value!r}"
            seen.setdefault(words, set()).add(path)
    assert seen == {words: set(shape.kinds()) for words, shape in EVERY_SHAPE.items()}


def shape_of(command: str) -> str:
    """The name of what the command prints: the command's own, with the option that changes it."""
    name = command.split()[1]
    return next(
        (each for each in EVERY_SHAPE if each.startswith(f"{name} --") and each.split()[1] in command), name
    )


def test_rates_have_ten_places_and_null_where_nothing_was_possible(clone: Path) -> None:
    documents = dict(asked_as_json(clone))
    (row,) = documents[
        f"schoolward figures {PERIOD} --where session_date=2025-09-08 --measure {' '.join(MEASURES)} --json"
    ]
    assert row["overall_absence_rate"] == "0.2000000000"
    (nothing,) = documents[
        "schoolward figures --from 2025-12-29 --to 2025-12-30 --measure attendance_rate --json"
    ]
    assert nothing["attendance_rate"] is None


def test_every_command_with_json_is_asked() -> None:
    every: dict[str, Any] = getattr(typer.main.get_command(app), "commands", {})
    with_json = {
        name for name, command in every.items() if any("--json" in each.opts for each in command.params)
    }
    # Those of the database are asked in tests/functional/command_line/test_backups.py and beside it.
    assert with_json == {words for words in {**EVERY_SHAPE, **SHAPES_OF_DATABASE} if " " not in words}
