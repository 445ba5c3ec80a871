"""Writes many text rows at once: columns of bytes side by side, and the padding taken out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ByteColumn = NDArray[np.uint8]
"""One row a line, as many bytes as the longest value has, zero where there is none."""


def text_bytes(values: NDArray[np.bytes_]) -> ByteColumn:
    """Byte strings as a column."""
    packed = np.ascontiguousarray(values)
    return packed.view(np.uint8).reshape(len(packed), packed.dtype.itemsize)


def utf8_bytes(values: Sequence[str]) -> ByteColumn:
    """Texts as a column, in UTF-8."""
    return text_bytes(np.array([value.encode() for value in values], dtype=np.bytes_))


def joined_rows(columns: Sequence[ByteColumn | bytes]) -> bytes:
    """The rows as one text. A column given as bytes is the same on every row (a comma, a line's end)."""
    rows = next(len(column) for column in columns if not isinstance(column, bytes))
    widths = [len(column) if isinstance(column, bytes) else column.shape[1] for column in columns]
    table = np.empty((rows, sum(widths)), dtype=np.uint8)
    start = 0
    for column, width in zip(columns, widths, strict=True):
        table[:, start : start + width] = (
            np.frombuffer(column, np.uint8) if isinstance(column, bytes) else column
        )
        start += width
    flat = table.ravel()
    return flat[flat != 0].tobytes()
