"""The reference pages: made the same way every time, and known to be stale as soon as the code says something else."""

import posixpath
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from docs.render import REFERENCE, main, stale, write
from docs.rendering import (
    codes,
    command_line,
    formats,
    json_shapes,
    rejects,
    store_tables,
    worked_examples,
)
from docs.rendering.markdown import CannotRender, Page, code, day, prose, sentence, table
from docs.rendering.pages import pages
from schoolward.console.ending import Exit
from schoolward.intake.formats import FORMATS
from schoolward.intake.reasons import REASONS, Reason
from schoolward.measures import definitions
from schoolward.register.codes import code_releases
from schoolward.store.layout import LAYOUTS
from tests.spec.measures.example import ask, example


@pytest.fixture
def rendered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with the pages as they should be now."""
    assert main([], folder=tmp_path) == 0
    capsys.readouterr()
    return tmp_path


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.md")}


def test_rendering_twice_is_identical(rendered: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = bytes_of(rendered)
    assert main([], folder=rendered) == 0
    assert "nothing changed" in capsys.readouterr().out
    assert bytes_of(rendered) == before
    assert main(["--check"], folder=rendered) == 0
    assert capsys.readouterr() == ("", "")


def test_pages_do_not_depend_on_where_they_are_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = pages()
    monkeypatch.chdir(tmp_path)
    for name, value in {"COLUMNS": "40", "LC_ALL": "tr_TR.UTF-8", "SCHOOLWARD_HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    assert pages() == before
    assert not any(
        str(tmp_path) in page.text or str(REFERENCE.parent.parent) in page.text for page in pages()
    )


def test_a_changed_definition_makes_check_fail(
    rendered: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = definitions.measures()
    changed = told | {"late_sessions": replace(told["late_sessions"], definition="Something else.")}
    monkeypatch.setattr(definitions, "measures", lambda: changed)
    assert main(["--check"], folder=rendered) == 1
    error = capsys.readouterr().err
    assert "make docs" in error
    assert "docs/reference/measures.md is stale" in error
    assert error.count("is stale") == 1


def test_a_changed_reason_makes_check_fail(
    rendered: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(REASONS, "not_on_roll", Reason("the pupil was elsewhere", "ask the school"))
    assert main(["--check"], folder=rendered) == 1
    assert "docs/reference/rejects.md is stale" in capsys.readouterr().err


def test_check_names_a_page_that_is_missing_edited_or_left_over(rendered: Path) -> None:
    (rendered / "codes.md").unlink()
    (rendered / "rejects.md").write_text("mine now", encoding="utf-8")
    (rendered / "law" / "parameters.md").write_text("mine as well", encoding="utf-8")
    (rendered / "law" / "repealed.md").write_text("left over", encoding="utf-8")
    (rendered / "old.md").write_text("left over", encoding="utf-8")
    assert stale(pages(), rendered) == [
        "codes.md is not there",
        "rejects.md is stale",
        "law/parameters.md is stale",
        "law/repealed.md is made from nothing: delete it",
        "old.md is made from nothing: delete it",
    ]
    assert write(pages(), rendered) == [
        "codes.md",
        "rejects.md",
        "law/parameters.md",
        "law/repealed.md",
        "old.md",
    ]
    assert stale(pages(), rendered) == []


def test_an_unknown_argument_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--chekc"], folder=tmp_path) == 2
    assert "--check" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_described_is_a_plain_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    endings = {each: words for each, words in command_line.ENDINGS.items() if each is not Exit.DIFFERENT}
    monkeypatch.setattr(command_line, "ENDINGS", endings)
    assert main([], folder=tmp_path) == 1
    assert "DIFFERENT" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_every_page_says_that_it_is_rendered() -> None:
    for page in pages():
        assert "Rendered by `make docs`" in page.text.splitlines()[2], page.name
        assert page.text.endswith("\n")


def test_tables_of_every_page_are_whole() -> None:
    for page in pages():
        columns = 0
        for line in page.text.splitlines():
            if not line.startswith("|"):
                columns = 0
                continue
            found = len(re.findall(r"(?<!\\)\|", line))
            assert found == columns or columns == 0, f"{page.name}: {line}"
            columns = found


def test_links_within_and_between_pages_lead_somewhere() -> None:
    made = {page.name: page.text for page in pages()}
    for name, text in made.items():
        for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", text):
            within = posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) if target else name
            if not within.startswith("..") and "://" not in target:
                assert within in made, f"{name}: {target}"
                if anchor:
                    assert has_place(made[within], anchor), f"{name}: {target}#{anchor}"


def has_place(text: str, anchor: str) -> bool:
    """Whether the page has the place: by an anchor of its own, or a heading that makes one."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    made = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return f'<a id="{anchor}"></a>' in text or anchor in made


def test_every_code_is_in_the_table_by_date_with_its_class() -> None:
    by_date = codes.codes().text.partition("## Class by date")[2].partition("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in by_date.splitlines() if line.startswith("| `")]
    rows = {shown: cells for shown, *cells in lines}
    assert set(rows) == {code(each) for release in code_releases() for each in release.codes}
    assert rows["`J1`"][-2:] == ["refused: not yet a code", "authorised absence"]
    assert rows["`J`"][-2:] == ["approved educational activity", "approved educational activity (retired)"]
    assert rows["`F`"][-2:] == ["authorised absence (retired)", "authorised absence (retired)"]


def test_every_reason_stands_once_with_the_way_to_mend_it() -> None:
    keys = [key for _, keys in rejects.groups() for key in keys]
    assert sorted(keys) == sorted(REASONS)
    assert [heading for heading, _ in rejects.groups()][:1] == ["Any table"]


def test_a_reason_outside_every_group_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(REASONS, "moon_phase", Reason("the moon was full", "wait a fortnight"))
    assert rejects.groups()[-1] == ("Others", ["moon_phase"])


def test_a_format_without_a_page_for_senders_cannot_be_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", (replace(FORMATS[0], name="smoke signals"),))
    with pytest.raises(CannotRender, match="smoke signals"):
        formats.formats()


def test_a_column_that_nobody_described_cannot_be_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    meanings = {name: words for name, words in store_tables.MEANINGS.items() if name != "minutes_late"}
    monkeypatch.setattr(store_tables, "MEANINGS", MappingProxyType(meanings))
    with pytest.raises(CannotRender, match=r"marks\.minutes_late"):
        store_tables.store_tables()


def test_no_meaning_is_given_for_a_column_that_is_gone() -> None:
    columns = {(name, column) for name, layout in LAYOUTS.items() for column in layout.schema.names}
    assert set(store_tables.MEANINGS_IN) <= columns
    assert set(store_tables.MEANINGS) <= {column for _, column in columns}


def test_a_command_whose_json_nobody_described_cannot_be_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = {words: shape for words, shape in json_shapes.SHAPES.items() if words != "loads"}
    monkeypatch.setattr(command_line, "SHAPES", shapes)
    with pytest.raises(CannotRender, match="schoolward loads --json"):
        command_line.command_line()


def test_no_words_are_kept_for_commands_that_are_gone() -> None:
    known = {words for words, _ in command_line.commands()}
    assert {
        *json_shapes.SHAPES,
        *json_shapes.SHAPES_OF_LAW,
        *json_shapes.SHAPES_OF_DATABASE,
        *command_line.EXAMPLES,
        *command_line.NOTES,
    } <= known


EXAMPLE = example(
    "A title",
    source="nobody",
    register=r"""
    pupil | school | from              | marks
    Ann   | Ashby  | Fri 12 Sep 2025   | / \ I
    Ann   | Ashby  | Tue 16 Sep 2025   | none blank
    """,
    asked=ask(
        "late_sessions code_#_sessions",
        """
        session | late_sessions | code_#_sessions
        AM      | 0             | 0
        """,
        by="session",
        days="12 Sep 2025 to 16 Sep 2025",
        where=(("school_name", "Ashby Primary"),),
        known_on="20 Sep 2025",
    ),
)


def test_a_short_register_is_shown_session_by_session(monkeypatch: pytest.MonkeyPatch) -> None:
    text = worked_examples.register_of(EXAMPLE.sent[0])
    assert text.splitlines() == [
        "| pupil | school | 12 Sep 2025 AM | 12 Sep 2025 PM | 15 Sep 2025 AM | 16 Sep 2025 AM | 16 Sep 2025 PM |",
        "|---|---|---|---|---|---|---|",
        r"| Ann | Ashby | `/` | `\` | `I` |  | (empty) |",
    ]
    monkeypatch.setattr(worked_examples, "MOST_SESSIONS_ABREAST", 4)
    assert worked_examples.register_of(EXAMPLE.sent[0]).splitlines()[2] == (
        r"| Ann | Ashby | Fri 12 Sep 2025 | `/ \ I` |"
    )


def test_a_question_is_shown_as_the_command_that_asks_it() -> None:
    assert " ".join(worked_examples.command(EXAMPLE.asked[0]).replace("\\\n", "").split()) == (
        "schoolward figures --measure late_sessions 'code_#_sessions' --by session --from 2025-09-12 --to 2025-09-16 "
        "--where 'school_name=Ashby Primary' --as-known-on 2025-09-20"
    )


def test_marks_and_prose_survive_markdown() -> None:
    assert code("\\") == "`\\`"
    assert code("`") == "`` ` ``"
    assert prose("10 * absent < 5, `a * b`, / \\ and L, reason_present") == (
        r"10 \* absent \< 5, `a * b`, / \\ and L, reason_present"
    )
    assert sentence("left empty") == "Left empty."
    assert day(date(2026, 3, 1)) == "1 Mar 2026"
    assert table(("a", "b"), [("x|y", "two\nlines")], right=(1,)).splitlines() == [
        "| a | b |", "|---|---:|", "| x\\|y | two lines |"
    ]  # fmt: skip
    with pytest.raises(ValueError, match="1 cells in a table of 2 columns"):
        table(("a", "b"), [("x",)])


def test_the_pages_of_the_repository_are_named_in_the_contents() -> None:
    (contents, *others) = pages()
    assert isinstance(contents, Page)
    (law,) = (page for page in others if page.name == "law/README.md")
    for page in others:
        own = page.name.removeprefix("law/")
        assert f"({page.name})" in contents.text or f"({own})" in law.text, page.name
