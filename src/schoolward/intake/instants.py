"""Reads the times at which senders say a mark was written down."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.days import EARLIEST_MARK, number_of
from schoolward.intake.tabular import Column

UNSAID = np.iinfo(np.int64).min
"""Stands for no time in arrays of seconds."""

_ISO = (
    r"^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])"
    r"([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$"
)
_WITH_OFFSET = r"(Z|[+-]\d{2}:?\d{2})$"
_SLASHED = r"^(\d{2})/(\d{2})/(\d{4})"
_DAY = 86_400


@dataclass(frozen=True, kw_only=True)
class Instants:
    """A column of times: by distinct value the seconds since 1970 (UNSAID: an empty cell) and the reason against it."""

    column: Column
    seconds: np.ndarray
    reasons: tuple[str | None, ...]

    def by_row(self) -> np.ndarray:
        """By row: the seconds."""
        return self.seconds[self.column.index]


def read_instants(column: Column, *, received_on: date) -> Instants:
    """The column's times. One with an offset is turned to UTC; one without is taken as it stands.

    Refused: what is not `yyyy-mm-dd hh:mm[:ss]` or `dd/mm/yyyy hh:mm[:ss]` (the time may be left out), and a time
    before August 2006 or later than the day after the file was received.
    """
    seconds = _seconds_of(column.distinct)
    unreadable = (seconds == UNSAID) & ~pc.equal(column.distinct, "").to_numpy(zero_copy_only=False)
    earliest, latest = (number_of(on) * _DAY for on in (EARLIEST_MARK, received_on + timedelta(days=2)))
    outside = ((seconds < earliest) & (seconds != UNSAID)) | (seconds >= latest)
    reasons: list[str | None] = [None] * len(seconds)
    for at in np.flatnonzero(unreadable):
        reasons[at] = "recorded_at_shape"
    for at in np.flatnonzero(outside):
        reasons[at] = "recorded_at_range"
    return Instants(column=column, seconds=seconds, reasons=tuple(reasons))


def _seconds_of(texts: pa.StringArray) -> np.ndarray:
    texts = pc.replace_substring_regex(texts, _SLASHED, r"\3-\2-\1")
    shaped = pc.match_substring_regex(texts, _ISO).to_numpy(zero_copy_only=False)
    with_offset = pc.match_substring_regex(texts, _WITH_OFFSET).to_numpy(zero_copy_only=False)
    seconds = np.full(len(texts), UNSAID, dtype=np.int64)
    for zone, these in (("UTC", shaped & with_offset), (None, shaped & ~with_offset)):
        if these.any():
            seconds[these] = _cast(texts.filter(pa.array(these)), pa.timestamp("ns", zone))
    return seconds


def _cast(texts: pa.StringArray, kind: pa.TimestampType) -> np.ndarray:
    """Seconds of well-shaped times. Arrow refuses all if one is unreal (30 February), so the list is then halved."""
    try:
        whole = texts.cast(kind).cast(pa.timestamp("s", kind.tz), safe=False)
    except pa.ArrowInvalid:
        if len(texts) == 1:
            return np.array([UNSAID], dtype=np.int64)
        half = len(texts) // 2
        return np.concatenate([_cast(texts[:half], kind), _cast(texts[half:], kind)])
    return whole.cast(pa.int64()).to_numpy()
