"""Whatever bytes come, CTF, School Census and Wonde give rows and refusals that add up, or one clear refusal."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schoolward.intake import census_tables, census_xml, ctf, wonde
from schoolward.intake.batches import Context, ReadFile, UnreadableFile
from schoolward.intake.reasons import REASONS
from schoolward.register.codes import code_on
from schoolward.register.sessions import SessionHalf
from tests.spec.intake_xml_json import sendings
from tests.spec.intake_xml_json.sendings import RECEIVED, census, census_pupil, delivery, mark, marks_of, page

Reader = Callable[[bytes], ReadFile]

READERS: dict[str, Reader] = {
    "ctf": lambda data: ctf.read("a.xml", data, RECEIVED),
    "census_xml": lambda data: census_xml.read("a.xml", data, RECEIVED),
    "census_tables": lambda data: census_tables.read("a.csv", data, RECEIVED),
    "wonde": lambda data: wonde.read(delivery([mark()], marks=data), RECEIVED),
}
SOUND = {
    "ctf": sendings.ctf("/,\\,C1,\\"),
    "census_xml": census(
        census_pupil(
            "<TermlyAttendance><SessionsPossible>128</SessionsPossible><SessionDetails><SessionDetail>"
            "<AttendanceReason>I</AttendanceReason><AbsenceSessions>6</AbsenceSessions>"
            "</SessionDetail></SessionDetails></TermlyAttendance>"
        )
    ),
    "census_tables": (
        b"pupilonrolltableid,NativeId,upn,termlysessionspossible,termlysessionsauthorised\n"
        b"r1,900001,H801200001001,128.0,8.0\n"
    ),
    "wonde": page([mark()], "attendance/session"),
}


def adds_up(read: Reader, data: bytes) -> ReadFile | None:
    """What the reader gives, checked; None where it refuses the file in words."""
    words = ""
    told = None
    try:
        told = read(data)
    except UnreadableFile as refusal:
        words = str(refusal)
    if told is None:
        assert words.strip()
        assert words.encode()  # it can be shown
        return None
    assert told.accepted.num_rows + told.rejected.num_rows == told.rows_read
    assert set(told.rejected["reason"].to_pylist()) <= REASONS.keys()
    assert all(row.mend for row in told.rejected_rows())
    return told


@pytest.mark.parametrize("name", READERS)
@given(data=st.binary(max_size=400))
@example(data=b"\xff\xfe<")
@example(data=b"<" * 300)
@example(data=b"[" * 100_000)
@example(data=b'{"data": ' + b"[" * 900 + b"]" * 900 + b"}")
def test_any_bytes(name: str, data: bytes) -> None:
    adds_up(READERS[name], data)
    for module in (ctf, census_xml, census_tables, wonde):
        assert module.recognises("a.bin", data) in (True, False)


@pytest.mark.parametrize("name", READERS)
@given(at=st.integers(0, 2_000), cut=st.integers(0, 12), put=st.binary(max_size=12))
def test_any_damage_to_a_sound_file(name: str, at: int, cut: int, put: bytes) -> None:
    sound = SOUND[name]
    at %= len(sound) + 1
    adds_up(READERS[name], sound[:at] + put + sound[at + cut :])


@pytest.mark.parametrize("name", READERS)
def test_the_sound_files_are_sound(name: str) -> None:
    told = adds_up(READERS[name], SOUND[name])
    assert told is not None
    assert told.accepted.num_rows == told.rows_read > 0


FIRST, LAST = date(2024, 9, 2), date(2026, 7, 17)
CODES = st.sampled_from(["/", "\\", "L", "B", "C1", "C2", "J1", "I", "N", "Y3", "#", "", "-"])


def kept_by_the_rules(code: str, on: date, half: SessionHalf) -> bool:
    """Whether a mark is accepted: a code that the half of the day may have."""
    entry = code_on(code, on)
    return entry is None or half in entry.sessions


@given(
    codes=st.lists(CODES, max_size=60).map(lambda codes: codes[: len(codes) // 2 * 2]),
    starts=st.dates(FIRST, LAST - timedelta(days=30)),
)
def test_marks_written_with_commas_come_back_on_their_days(codes: list[str], starts: date) -> None:
    expected = []
    for place, code in enumerate(codes):
        on, half = starts + timedelta(days=place // 2), (SessionHalf.AM, SessionHalf.PM)[place % 2]
        filler = code in ("", "-", "#") and on.weekday() >= 5
        if not filler and kept_by_the_rules(code, on, half):
            expected.append((on.isoformat(), half.value, code))
    told = adds_up(READERS["ctf"], sendings.ctf(",".join(codes), starts=starts.isoformat()))
    assert told is not None
    assert marks_of(told) == expected


@given(
    codes=st.lists(st.sampled_from("/\\LBINUGO#-"), max_size=60).map(
        lambda codes: codes[: len(codes) // 2 * 2]
    ),
    starts=st.dates(FIRST, LAST - timedelta(days=30)),
)
def test_with_and_without_commas_say_the_same(codes: list[str], starts: date) -> None:
    parted, plain = (
        READERS["ctf"](sendings.ctf(by.join(codes), starts=starts.isoformat())) for by in (",", "")
    )
    assert parted.accepted.equals(plain.accepted)
    assert parted.rejected.equals(plain.rejected)


@given(marks=st.text(alphabet="/\\LCIJY12 ,\n-#x", max_size=40), starts=st.dates(FIRST, LAST))
def test_any_string_of_marks(marks: str, starts: date) -> None:
    adds_up(READERS["ctf"], sendings.ctf(marks, starts=starts.isoformat()))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["S1", "K1", "AM"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "data", "date", "code", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = [
    "id",
    "date",
    "session",
    "student",
    "student_id",
    "attendance_code",
    "comment",
    "minutes_late",
    "updated_at",
]


@settings(max_examples=200)
@given(
    items=st.lists(
        st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4).map(lambda odd: mark() | odd) | VALUES,
        max_size=4,
    )
)
def test_any_items_among_the_marks(items: list[Any]) -> None:
    data = page([mark(), *items], "attendance/session")
    told = adds_up(READERS["wonde"], data)
    assert told is not None
    assert told.rows_read == 1 + len(items)
    codes = set(told.accepted["code"].to_pylist())
    assert codes <= {"/", ""}


@given(body=st.dictionaries(st.sampled_from(["data", "meta", "error"]), VALUES, max_size=3))
def test_any_envelope(body: dict[str, Any]) -> None:
    adds_up(READERS["wonde"], json.dumps(body).encode())


@given(order=st.permutations(range(5)))
def test_the_order_of_the_pages_does_not_matter(order: list[int]) -> None:
    days = [date(2026, 1, 5) + timedelta(days=n) for n in range(5)]
    pages = {
        f"m{name}": page([mark(date=on.isoformat())], "attendance/session", number=n, more=n < 5)
        for name, (n, on) in zip(order, enumerate(days, start=1), strict=True)
    }
    told = wonde.read(delivery([], **pages), RECEIVED)
    assert [on for on, _, _ in marks_of(told)] == [on.isoformat() for on in days]


@given(received_on=st.dates(date(2006, 1, 1), date(2100, 1, 1)))
def test_no_mark_of_the_future_is_accepted(received_on: date) -> None:
    told = ctf.read("a.xml", sendings.ctf("/,\\"), Context(received_on=received_on))
    assert told.accepted.num_rows == (2 if received_on >= date(2026, 1, 5) else 0)
