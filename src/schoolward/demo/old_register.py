"""Writes the oldest register that a school still keeps: some weeks of autumn 2020, of the pupils who are there yet."""

from datetime import date

import numpy as np

from schoolward.demo.dates import FIRST_LOAD_ON
from schoolward.demo.register_years import Borough
from schoolward.demo.roll_book import Ints, day
from schoolward.demo.schools import SentAs

FIRST_ON, LAST_ON = date(2020, 9, 7), date(2020, 9, 25)
"""Three whole weeks: kept for six years from the day of each mark, and so past keeping since September 2026."""

OLD_YEAR = 2020

_MOST_PUPILS = 2
_PURPOSE = 10
_SESSIONS_ILL = 0.08


def old_register(borough: Borough) -> tuple[int, bytes, int] | None:
    """URN of the school, the file's bytes and its number of marks; None where no pupil has been there that long.

    It is the first school that sends long files and has such pupils: Year 6 of a primary school, or Year 13.
    """
    book = borough.book
    there = (book.entry <= day(FIRST_ON)) & book.on_roll(FIRST_LOAD_ON) & (book.status == "C")
    for at, school in enumerate(borough.schools):
        rows = np.flatnonzero(there & (book.school == at))
        if school.in_borough and school.sent_as is SentAs.LONG and len(rows):
            return school.urn, *_file(borough, school.urn, rows)
    return None


def _file(borough: Borough, urn: int, rows: Ints) -> tuple[bytes, int]:
    """The marks of the pupils with the least UPNs, of whom one was away now and then."""
    upns = sorted(borough.children.upn[borough.book.child[rows]].tolist())[:_MOST_PUPILS]
    days = np.arange(day(FIRST_ON), day(LAST_ON) + 1)
    days = days[np.is_busday(days)]
    ill = np.random.default_rng([borough.seed, _PURPOSE]).random((len(upns), len(days))) < _SESSIONS_ILL
    lines = ["urn,upn,date,session,code"]
    for row, upn in enumerate(upns):
        for at, on in enumerate(days.tolist()):
            for half, present in (("AM", "/"), ("PM", "\\")):
                code = "I" if ill[row, at] else present
                lines.append(f"{urn},{upn.decode()},{on.isoformat()},{half},{code}")
    return ("\n".join(lines) + "\n").encode(), len(lines) - 1
