"""Whatever tables come, rows add up and nothing falls over; the quick reader agrees with a slow one."""

import contextlib
import random
from dataclasses import astuple
from datetime import date, timedelta
from itertools import product

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from schoolward.intake import formats, marks_long, marks_wide_day
from schoolward.intake.archives import expand
from schoolward.intake.batches import ReadFile, UnreadableFile
from schoolward.intake.formats import FORMATS, Format, recognise
from schoolward.intake.identifiers import upn_reasons
from schoolward.intake.mark_conflicts import slot_keys
from schoolward.intake.reasons import REASONS
from schoolward.register.upn import CHECK_LETTERS, upn_fault
from tests.contract.intake_samples import SAMPLES
from tests.property.slow_marks import COLUMNS, read_slowly
from tests.spec.intake.sent_tables import CONTEXT, RECEIVED, URN, upn

TABLES = [known for known in FORMATS if isinstance(known, Format) and known.layout is not None]
HEADINGS = {sample.format: next(iter(sample.files.values())).split(b"\n")[0] + b"\n" for sample in SAMPLES}
each_table = pytest.mark.parametrize("known", TABLES, ids=lambda known: known.name)

nasty_text = st.text(st.sampled_from(list('",;\t\r\n \\/-#0123456789AMPILé\u2028"')), max_size=120)
nasty_bytes = st.one_of(
    st.binary(max_size=200),
    nasty_text.map(lambda text: text.encode()),
    nasty_text.map(lambda text: text.encode("utf-16")),
    nasty_text.map(lambda text: text.encode("cp1252", "replace")),
)


def read_or_refuse(known: Format, data: bytes) -> ReadFile | None:
    """What the format gives, checked; None where it refuses the file in words."""
    words = ""
    told = None
    try:
        told = known.read("file.csv", data, CONTEXT)
    except UnreadableFile as fault:
        words = str(fault)
    if told is None:
        assert words.encode().strip()
        return None
    assert told.accepted.num_rows + told.rejected.num_rows == told.rows_read
    assert {*told.rejected["reason"].to_pylist()} <= {*REASONS}
    assert told.rejected["line"].to_pylist() == sorted(told.rejected["line"].to_pylist())
    told.accepted.validate(full=True)
    told.rejected.validate(full=True)
    return told


@each_table
@given(data=nasty_bytes)
@example(data=b"\xff\xfe\x00\xd8")
@example(data=b"\xef\xbb\xbf")
@settings(max_examples=60)
def test_any_bytes_are_refused_in_words_or_read(known: Format, data: bytes) -> None:
    read_or_refuse(known, data)


@each_table
@given(body=nasty_bytes)
@example(body=b'"')
@example(body=b"\r")
@example(body=b",,,,,,,,\r,\n\n\r\n")
@settings(max_examples=60)
def test_any_body_under_a_sound_heading(known: Format, body: bytes) -> None:
    read_or_refuse(known, HEADINGS[known.name] + body)


@given(st.data())
@settings(max_examples=150)
def test_sound_files_with_some_bytes_changed(data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from([s for s in SAMPLES if s.format in {known.name for known in TABLES}]))
    content = bytearray(next(iter(sample.files.values())))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + 1] = data.draw(st.binary(max_size=3))
    for known in TABLES:
        if known.name == sample.format:
            read_or_refuse(known, bytes(content))
    recognise("file.csv", bytes(content))


@given(st.binary(max_size=300), st.sampled_from(["a.zip", "a.csv"]), st.booleans())
@settings(max_examples=150)
def test_any_bytes_as_an_archive(data: bytes, name: str, opens_as_one: bool) -> None:
    content = b"PK\x03\x04" + data if opens_as_one else data
    with contextlib.suppress(UnreadableFile):
        assert expand(name, content)
    formats.recognise(name, content)


days = st.sampled_from(
    [
        "2026-09-08",
        "2026-09-09",
        "2026-9-8",
        "2024-08-18",
        "2024-08-19",
        "2006-07-31",
        "2026-11-21",
        "2026-02-30",
        "",
        "x",
        "1/2/26",
    ]
)
codes = st.sampled_from(["/", "\\", "L", "I", "N", "N", "C1", "K", "H", "", "-", "i", "X01", "?"])
comments = st.one_of(
    st.just(""),
    st.sampled_from(['"a, b"', '"said ""no"""', 'said "no"', '"open', 'x"', '"a"b', '""', '5"', " é "]),
)
times = st.sampled_from(["", "", "", "2026-09-08 09:00", "2026-09-08 10:00", "2026-09-31 10:00", "noon"])
mark_lines = st.tuples(
    st.sampled_from([URN] * 8 + ["900002", "900002", "9", ""]),
    st.sampled_from([upn(1)] * 4 + [upn(2), upn(3), "A" + upn(4)[1:], "x"]),
    days,
    st.sampled_from(["AM", "AM", "PM", "pm", "EV"]),
    codes,
    st.sampled_from([""] * 6 + ["5", "401", "x"]),
    comments,
    times,
).map(",".join)
sent_lines = st.one_of(
    mark_lines,
    mark_lines,
    mark_lines,
    st.sampled_from(["", "  ", ",,,,,,,", '"', "a,b", ",,,,,,,,", '"",,,,,,,']),
)


@given(st.one_of(st.lists(sent_lines, max_size=5), st.lists(sent_lines, min_size=15, max_size=30)))
@example([f'{URN},{upn(1)},2026-09-08,AM,/,,"open,', f'{URN},{upn(1)},2026-09-08,AM,/,,",'])
@settings(max_examples=300)
def test_the_columnar_reader_agrees_with_a_slow_one(lines: list[str]) -> None:
    text = "\n".join((",".join(COLUMNS), f"{URN},{upn(9)},2026-09-07,AM,/,,,", *lines))
    marks, reasons = read_slowly(text, received_on=RECEIVED)
    told = marks_long.read("marks.csv", text.encode(), CONTEXT)
    assert (
        dict(zip(told.rejected["line"].to_pylist(), told.rejected["reason"].to_pylist(), strict=True))
        == reasons
    )
    accepted = [tuple(row.values()) for row in told.accepted.drop_columns("laestab").to_pylist()]
    assert accepted == [astuple(mark) for mark in marks.values()]


def slots(told: ReadFile) -> list[tuple[object, ...]]:
    """The accepted marks without their lines, in an order of their own."""
    names = ("urn", "upn", "date", "session", "code")
    return sorted(tuple(row[name] for name in names) for row in told.accepted.to_pylist())


@given(st.lists(mark_lines, max_size=25), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_order_of_lines_does_not_matter(lines: list[str], rng: random.Random) -> None:
    first = f"{URN},{upn(9)},2026-09-07,AM,/,,,"
    shuffled = rng.sample(lines, len(lines))
    heading = ",".join(COLUMNS)
    one, other = (
        marks_long.read("m.csv", "\n".join((heading, first, *order)).encode(), CONTEXT)
        for order in (lines, shuffled)
    )
    assert [mark[:4] for mark in slots(one)] == [mark[:4] for mark in slots(other)]
    assert [mark for mark in slots(one) if mark[4] not in ("", "-")] == [
        mark for mark in slots(other) if mark[4] not in ("", "-")
    ]
    assert one.rows_read == other.rows_read == len(lines) + 1


distinct_slots = st.lists(
    st.tuples(
        st.sampled_from([URN, "900002", "9"]),
        st.integers(1, 5).map(upn),
        st.dates(date(2026, 9, 1), date(2026, 9, 9)),
        st.sampled_from(["AM", "PM"]),
    ),
    unique=True,
    max_size=30,
)


@given(distinct_slots, st.data())
@settings(max_examples=100)
def test_it_does_not_matter_how_marks_are_split_into_files(
    keys: list[tuple[object, ...]], data: st.DataObject
) -> None:
    lines = [",".join([*map(str, key), data.draw(codes)]) for key in keys]
    parts = data.draw(st.lists(st.integers(0, 3), min_size=len(lines), max_size=len(lines)))
    heading = "urn,upn,date,session,code"
    whole = marks_long.read("m.csv", "\n".join((heading, *lines)).encode(), CONTEXT)
    split = [
        marks_long.read(
            "m.csv",
            "\n".join(
                (heading, *(line for line, part in zip(lines, parts, strict=True) if part == number))
            ).encode(),
            CONTEXT,
        )
        for number in range(4)
    ]
    assert sorted(mark for told in split for mark in slots(told)) == slots(whole)
    assert sum(told.rows_read for told in split) == whole.rows_read == len(lines)


@given(
    st.dictionaries(st.tuples(st.integers(1, 4), st.integers(0, 40)), st.tuples(codes, codes), max_size=20)
)
@settings(max_examples=60)
def test_a_wide_file_is_the_long_file_of_the_same_marks(
    cells: dict[tuple[int, int], tuple[str, str]],
) -> None:
    monday = date(2026, 6, 1)
    days_of = {place: monday + timedelta(days=place // 5 * 7 + place % 5) for place in range(41)}
    wide = ["urn,upn,date,am,pm"]
    long = ["urn,upn,date,session,code"]
    for (pupil, place), pair in cells.items():
        wide.append(f"{URN},{upn(pupil)},{days_of[place]},{','.join(pair)}")
        long += [
            f"{URN},{upn(pupil)},{days_of[place]},{half},{code}"
            for half, code in zip(("AM", "PM"), pair, strict=True)
        ]
    one = marks_wide_day.read("w.csv", "\n".join(wide).encode(), CONTEXT)
    other = marks_long.read("l.csv", "\n".join(long).encode(), CONTEXT)
    assert slots(one) == slots(other)
    assert one.rows_read == other.rows_read
    assert one.rejected["reason"].to_pylist() == other.rejected["reason"].to_pylist()


like_upns = st.text(st.sampled_from([*CHECK_LETTERS, *"0123456789", "I", "é", " "]), min_size=11, max_size=14)


@given(st.lists(st.one_of(like_upns, st.integers(0, 10**10).map(upn), st.text(max_size=15)), max_size=30))
@settings(max_examples=200)
def test_upns_are_judged_all_at_once_as_the_register_judges_each(texts: list[str]) -> None:
    assert upn_reasons(pa.array(texts, pa.string())) == [upn_fault(text) for text in texts]


@given(st.integers(0, 22), st.text("0123456789", min_size=12, max_size=12))
def test_every_check_letter_is_judged_as_the_register_judges_it(letter: int, digits: str) -> None:
    text = CHECK_LETTERS[letter] + digits
    assert upn_reasons(pa.array([text], pa.string())) == [upn_fault(text)]


@given(
    st.lists(st.tuples(*[st.integers(0, 3)] * 3), max_size=30),
    st.lists(st.integers(4, 1 << 40), min_size=3, max_size=3),
)
def test_slots_have_one_number_each_however_many_there_could_be(
    parts: list[tuple[int, ...]], counts: list[int]
) -> None:
    assume(parts)
    columns = [np.array(column, dtype=np.int64) for column in zip(*parts, strict=True)]
    keys = slot_keys(*zip(columns, counts, strict=True))
    for (one, key), (other, other_key) in product(zip(parts, keys, strict=True), repeat=2):
        assert (one == other) == (key == other_key)
