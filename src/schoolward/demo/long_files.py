"""Writes a school's marks one a line, as most schools send them, in the small variations that systems have."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from schoolward.demo.byte_rows import ByteColumn, joined_rows, text_bytes, utf8_bytes
from schoolward.demo.extract import Extract
from schoolward.demo.marks import CODE_AT, CODES
from schoolward.demo.register_year import RegisterYear

_CODE_BYTES = utf8_bytes(CODES)
_MINUTE_BYTES = utf8_bytes(["", *(str(minutes) for minutes in range(1, 200))])
_CAUSES = utf8_bytes(
    [
        "",
        "staggered start set by the school",
        "emergency at home",
        "road closed by flooding",
        "power cut at home",
    ]
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True)
class LongLayout:
    """Which optional columns a school's export has, and how its lines end."""

    minutes: bool = True
    comment: bool = False
    recorded_at: bool = False
    windows: bool = False
    """A byte-order mark, Windows line ends, and dates with the day first."""

    @property
    def heading(self) -> str:
        """The first line, without its end."""
        optional = (
            ("minutes_late", self.minutes),
            ("comment", self.comment),
            ("recorded_at", self.recorded_at),
        )
        return ",".join(
            ["urn", "upn", "date", "session", "code", *(name for name, there in optional if there)]
        )

    @property
    def line_end(self) -> bytes:
        """What ends each line."""
        return b"\r\n" if self.windows else b"\n"


def layout_of(urn: int) -> LongLayout:
    """A school's layout: two in three have minutes late, one in seven comments, one in forty Windows line ends."""
    return LongLayout(minutes=urn % 3 != 0, comment=urn % 7 == 3, windows=urn % 40 == 9)


def long_file(
    extract: Extract, layout: LongLayout, *, sent_on: date, received_on: date, foot: tuple[bytes, ...] = ()
) -> bytes:
    """The file's bytes: the extract's marks by pupil, date and session, then the lines of `foot` as they are.

    `sent_on` is the day on which the marks were first sent, `received_on` that of this file.
    """
    year, (row, column) = extract.year, extract.places
    columns: list[ByteColumn | bytes] = [
        f"{year.school.urn},".encode(),
        text_bytes(year.upn)[row],
        b",",
        _date_bytes(year, day_first=layout.windows)[column // 2],
        b",",
        _HALVES[column % 2],
        b"M,",
        _CODE_BYTES[extract.marks],
    ]
    if layout.minutes:
        columns += [b",", _MINUTE_BYTES[extract.minutes_late]]
    if layout.comment:
        cause = np.where(extract.marks == CODE_AT["Y7"], 1 + (row + column) % (len(_CAUSES) - 1), 0)
        columns += [b",", _CAUSES[cause]]
    if layout.recorded_at:
        columns += [b",", text_bytes(_recorded_at(extract, sent_on=sent_on, received_on=received_on))]
    lines = joined_rows([*columns, layout.line_end])
    start = (_BYTE_ORDER_MARK if layout.windows else b"") + layout.heading.encode() + layout.line_end
    return start + lines + b"".join(line + layout.line_end for line in foot)


def _recorded_at(extract: Extract, *, sent_on: date, received_on: date) -> NDArray[np.bytes_]:
    """Five to ten days after the session, but after the mark was first sent and before it is sent again."""
    row, column = extract.places
    mixed = row * 31 + column * 17
    days = extract.year.dates[column // 2] + (5 + mixed % 6).astype("timedelta64[D]")
    days = np.clip(days, np.datetime64(sent_on) + 1 + (mixed % 5), np.datetime64(received_on) - 1)
    seconds = days.astype("datetime64[s]") + (9 * 3600 + mixed * 61 % 21_600).astype("timedelta64[s]")
    return np.datetime_as_string(seconds).astype("S19")


def _date_bytes(year: RegisterYear, *, day_first: bool) -> ByteColumn:
    dates = text_bytes(np.datetime_as_string(year.dates).astype("S10"))
    if day_first:
        dates = dates[:, [8, 9, 7, 5, 6, 7, 0, 1, 2, 3]]
        dates[:, [2, 5]] = ord("/")
    return dates


_HALVES = np.array([[ord("A")], [ord("P")]], dtype=np.uint8)
