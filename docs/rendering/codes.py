"""The page of register codes: what each counts as on which days, with its source, from the dated code releases."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from docs.rendering.markdown import CannotRender, Page, bullets, code, day, page, sentence, table
from schoolward.register.classes import LegalCategory, StatisticalClass
from schoolward.register.codes import CodeRelease, RegisterCode, code_releases, code_spans
from schoolward.register.register_code import Confidence
from schoolward.register.sessions import SessionHalf
from tests.spec.register.test_register_codes import CODES_OVER_TIME, OnADay

SUPPORT = {
    Confidence.STATUTE: "the statute was read",
    Confidence.TWO_SOURCES: "two or more sources agree",
    Confidence.ONE_SOURCE: "one source",
    Confidence.PUBLISHED_DATA: "worked out from published data",
    Confidence.LOCAL_PRACTICE: "one authority's practice",
    Confidence.BACKGROUND_KNOWLEDGE: "not verified, no source was read",
}


def codes() -> Page:
    """Classes, codes by date, examples, each release in full, and what became of the codes that are "
    "gone."""
    return page(
        "codes.md",
        "Register codes",
        "A mark keeps the code that the school sent, for ever. What it counts as follows from the code "
        "**and the day of the session**: the same letter can count differently in 2023 and in 2026. A "
        "retired code is still accepted, keeps the class that it had, and is shown as a defect by "
        "`schoolward check`. A code that had not been introduced on the day is refused, and so is one in "
        "small letters.",
        "A missing mark (empty or `-`) is no code and has no class: it is neither present nor absent, and "
        "is counted as `missing_marks`.",
        "## The five classes",
        _classes(),
        "## Class by date",
        _class_by_date(),
        "## Worked examples",
        "These are tests: each line is checked on every run.",
        _examples(CODES_OVER_TIME),
        "## What became of retired codes",
        _retired(),
        "## What changed from one release to the next",
        *(_changes(before, after) for before, after in pairwise(code_releases())),
        "## How well each statement is supported",
        f"By the letter that stands after it in the lists below. {_support_legend()}",
        *(part for release in reversed(code_releases()) for part in _release(release)),
        made_from="src/schoolward/register/code_releases and tests/spec/register",
    )


def spoken(name: StatisticalClass | LegalCategory) -> str:
    """The class or category in words."""
    return name.value.replace("_", " ")


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def _classes() -> str:
    return table(
        ("class", "possible session", "attended", "absent"),
        (
            (spoken(each), _yes(each.is_possible), _yes(each.is_attendance), _yes(each.is_absence))
            for each in StatisticalClass
        ),
    )


def _support_legend() -> str:
    missing = [each.name for each in Confidence if each not in SUPPORT]
    if missing:
        raise CannotRender(f"say in docs/rendering/codes.py what confidence {', '.join(missing)} is")
    return "; ".join(f"**{each.value}** {words}" for each, words in SUPPORT.items()) + "."


def _by_first_seen() -> list[str]:
    """Every code, those of the newest release first and in its order."""
    return list(dict.fromkeys(code for release in reversed(code_releases()) for code in release.codes))


def _class_by_date() -> str:
    spans = code_spans()
    starts = sorted({span.valid_from for span in spans})
    headings = ["code", "meaning now, or as it last was"]
    headings += [f"{day(first)} to {day(_before(following))}" for first, following in pairwise(starts)]
    headings.append(f"from {day(starts[-1])}")
    rows = []
    for each in _by_first_seen():
        own = [span for span in spans if span.code == each]
        cells = []
        for start in starts:
            held = [
                span
                for span in own
                if span.valid_from <= start
                and (span.valid_until_exclusive is None or start < span.valid_until_exclusive)
            ]
            if not held:
                cells.append("refused: not yet a code")
            else:
                cells.append(spoken(held[0].statistical_class) + (" (retired)" if held[0].retired else ""))
        rows.append((code(each), _latest(each).meaning, *cells))
    return table(headings, rows)


def _before(on: date) -> date:
    return date.fromordinal(on.toordinal() - 1)


def _latest(each: str) -> RegisterCode:
    return next(release.codes[each] for release in reversed(code_releases()) if each in release.codes)


def _examples(examples: Iterable[OnADay]) -> str:
    rows = []
    for example in examples:
        if example.statistical_class is None:
            counts = "no code on that day"
        else:
            counts = spoken(example.statistical_class)
            counts += " (retired: a defect)" if example.is_retired else ""
        shown = code(example.code) if example.code else "(empty)"
        rows.append((shown, day(example.on), counts, example.says))
    return table(("code", "session on", "counts as", ""), rows)


def _retired() -> str:
    gone = [_latest(each) for each in _by_first_seen() if _latest(each).withdrawn_on is not None]
    rows = (
        (
            code(entry.code),
            entry.meaning,
            day(entry.withdrawn_on) if entry.withdrawn_on else "",
            spoken(entry.statistical_class),
            " ".join(_notes(entry)),
        )
        for entry in gone
    )
    return table(("code", "meaning", "last day", "counts, then and since, as", "notes"), rows)


def _changes(before: CodeRelease, after: CodeRelease) -> str:
    new = [code(each) for each in after.codes if each not in before.codes]
    gone = [code(each) for each, entry in before.codes.items() if entry.withdrawn_on == before.valid_until]
    otherwise = [
        f"{code(each)} from {spoken(before.codes[each].statistical_class)} to {spoken(entry.statistical_class)}"
        for each, entry in after.codes.items()
        if each in before.codes and before.codes[each].statistical_class is not entry.statistical_class
    ]
    lines = [f"On {day(after.valid_from)}:", f"- new: {', '.join(new) or 'none'};"]
    lines.append(f"- retired: {', '.join(gone) or 'none'};")
    lines.append(f"- of another class than before: {', '.join(otherwise) or 'none'}.")
    return lines[0] + "\n\n" + "\n".join(lines[1:])


def _release(release: CodeRelease) -> tuple[str, ...]:
    until = f"to {day(release.valid_until)}" if release.valid_until else "and still valid"
    rows = (
        (
            code(entry.code),
            entry.meaning,
            spoken(entry.legal_category),
            f"{spoken(entry.statistical_class)} ({entry.confidence.value})",
            _sessions(entry),
            _life(entry),
        )
        for entry in release.codes.values()
    )
    return (
        f"## {release.title}",
        f"Valid from {day(release.valid_from)} {until}. Source: {sentence(release.citation)}",
        table(("code", "meaning", "legal category", "class", "sessions", "valid"), rows),
        f"### Sources and notes: {release.title[:1].lower()}{release.title[1:]}",
        bullets(
            f"{code(entry.code)}: {sentence(entry.citation)} {' '.join(_notes(entry))}".rstrip()
            for entry in release.codes.values()
        ),
    )


def _sessions(entry: RegisterCode) -> str:
    return (
        "AM, PM" if entry.sessions == frozenset(SessionHalf) else f"{next(iter(entry.sessions)).value} only"
    )


def _life(entry: RegisterCode) -> str:
    until = f"to {day(entry.withdrawn_on)}" if entry.withdrawn_on else "on"
    return f"{day(entry.introduced_on)} {until}"


def _notes(entry: RegisterCode) -> list[str]:
    """The notes, each with how well it is supported."""
    return [
        f"{sentence(note.text)} ({note.confidence.value if note.confidence.is_verified else 'K, not verified'})"
        for note in entry.notes
    ]
