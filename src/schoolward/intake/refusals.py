"""Keeps the first fault of each row of a file, and gives the refused rows in the words of `reasons`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.batches import REJECTS
from schoolward.intake.lines import SpoiledLine
from schoolward.intake.reasons import REASONS
from schoolward.intake.tabular import Column

LONGEST_VALUE = 200
"""Characters of a refused value that are kept to be shown."""

_MOST_KINDS = 255


@dataclass(frozen=True, kw_only=True)
class _Fault:
    field: str
    reason: str
    column: Column | None


class Refusals:
    """Rows refused so far. A row has one reason: the first that was found, so ask the gravest questions first."""

    def __init__(self, rows: int) -> None:
        self._fault_of = np.zeros(rows, dtype=np.uint8)
        self._faults: list[_Fault] = []
        self._numbers: dict[tuple[str, str, int], int] = {}

    def refuse(self, rows: np.ndarray, *, reason: str, field: str, column: Column | None) -> None:
        """Refuses the rows of a mask, unless they are refused already; `column` holds the value to be shown."""
        number = self._number_of(_Fault(field=field, reason=reason, column=column))
        self._fault_of[rows & (self._fault_of == 0)] = number

    def refuse_values(
        self, column: Column, reasons: Sequence[str | None], *, field: str | None = None
    ) -> None:
        """Refuses the rows whose value has a reason against it; `reasons` goes with the distinct values."""
        if not any(reasons):
            return
        named = field or column.name
        number: dict[str | None, int] = {None: 0}
        for reason in dict.fromkeys(reasons):
            if reason is not None:
                number[reason] = self._number_of(_Fault(field=named, reason=reason, column=column))
        by_value = np.array([number[reason] for reason in reasons], dtype=np.uint8)
        fault = by_value[column.index]
        self._fault_of = np.where(self._fault_of == 0, fault, self._fault_of)

    @property
    def accepted(self) -> np.ndarray:
        """By row: whether nothing was found against it."""
        return self._fault_of == 0

    @property
    def count(self) -> int:
        """Rows refused."""
        return int(np.count_nonzero(self._fault_of))

    def table(self, lines: np.ndarray, spoiled: Sequence[SpoiledLine] = ()) -> pa.Table:
        """The refused rows and the lines that could not be taken apart, in the order of lines, then of rows."""
        parts = [
            pa.table(
                [
                    [line.line for line in spoiled],
                    ["line"] * len(spoiled),
                    [shown(line.text) for line in spoiled],
                    [line.reason for line in spoiled],
                ],
                schema=REJECTS,
            )
        ]
        places = [np.full(len(spoiled), -1)]
        for number, fault in enumerate(self._faults, start=1):
            rows = np.flatnonzero(self._fault_of == number)
            places.append(rows)
            parts.append(
                pa.table(
                    [
                        pa.array(lines[rows], pa.int32()),
                        pa.array([fault.field] * len(rows), pa.string()),
                        _shown_values(fault.column, rows),
                        pa.array([fault.reason] * len(rows), pa.string()),
                    ],
                    schema=REJECTS,
                )
            )
        refused = pa.concat_tables(parts)
        order = np.lexsort((np.concatenate(places), refused["line"].to_numpy()))
        return refused.take(pa.array(order)).combine_chunks()

    def _number_of(self, fault: _Fault) -> int:
        key = (fault.field, fault.reason, id(fault.column))
        if key not in self._numbers:
            if fault.reason not in REASONS:
                raise ValueError(f"{fault.reason!r} is not a reason that a sender can be given")
            if len(self._faults) == _MOST_KINDS:
                raise ValueError("more kinds of fault than a byte can number")
            self._faults.append(fault)
            self._numbers[key] = len(self._faults)
        return self._numbers[key]


def _shown_values(column: Column | None, rows: np.ndarray) -> pa.StringArray:
    if column is None:
        return pa.array([""] * len(rows), pa.string())
    values = column.text_at(rows)
    too_long = pc.greater(pc.utf8_length(values), LONGEST_VALUE)
    if not pc.any(too_long).as_py():
        return values
    cut = pc.binary_join_element_wise(pc.utf8_slice_codeunits(values, 0, LONGEST_VALUE - 1), "…", "")
    return pc.if_else(too_long, cut, values)


def shown(text: str) -> str:
    """A value short enough to be shown to its sender."""
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
