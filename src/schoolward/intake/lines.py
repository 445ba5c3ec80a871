"""Finds the lines that would spoil others (a quotation mark left open, a line without end) before a file is parsed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

LONGEST_LINE = 1 << 16
"""Bytes in one line; a line of a register holds some dozens."""

_WINDOW = LONGEST_LINE // 2  # a line longer than two windows holds one whole window without an end of line
_PIECE = 1 << 24
_QUOTE, _LF, _CR = 0x22, 0x0A, 0x0D


@dataclass(frozen=True, kw_only=True)
class SpoiledLine:
    """A line that cannot be told apart into columns; `reason` is a key of REASONS. Lines count from 1."""

    line: int
    text: str
    reason: str


def without_spoiled_lines(
    data: bytes, *, delimiter: str, start: int
) -> tuple[bytes, tuple[SpoiledLine, ...]]:
    """The same text with each such line emptied (so that the others keep their numbers), and those lines.

    Lines that begin before `start` (the heading) are left as they are.
    """
    spans = sorted({*_over_long(data), *_badly_quoted(data, start=start, delimiter=delimiter)})
    spoiled: dict[int, SpoiledLine] = {}
    kept: list[memoryview] = []
    view = memoryview(data)
    at, line = 0, 1
    for first, last, reason in spans:
        if first < max(at, start):
            continue  # over-long and badly quoted: the first reason stands
        line += data.count(b"\n", at, first)
        text = data[first : min(last, first + LONGEST_LINE)].decode(errors="replace").rstrip("\r")
        spoiled[line] = SpoiledLine(line=line, text=text, reason=reason)
        kept.append(view[at:first])
        at = last
    if not spoiled:
        return data, ()
    kept.append(view[at:])
    return b"".join(kept), tuple(spoiled.values())


def _over_long(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Start and end of every line longer than LONGEST_LINE, found by windows that hold no end of line."""
    done = 0
    for at in range(0, len(data) - _WINDOW + 1, _WINDOW):
        if at < done or data.find(b"\n", at, at + _WINDOW) != -1:
            continue
        start = data.rfind(b"\n", 0, at) + 1
        done = _end_of_line(data, at)
        if done - start > LONGEST_LINE:
            yield start, done, "line_too_long"


def _end_of_line(data: bytes, at: int) -> int:
    end = data.find(b"\n", at)
    return len(data) if end == -1 else end


def _badly_quoted(data: bytes, *, start: int, delimiter: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of every line whose quotation marks do not close; read by pieces of whole lines."""
    if _QUOTE not in data:
        return
    while start < len(data):
        end = len(data) if start + _PIECE >= len(data) else data.rfind(b"\n", start, start + _PIECE) + 1
        if end <= start:  # one line longer than a piece
            end = min(len(data), _end_of_line(data, start) + 1)
        piece = np.frombuffer(data, dtype=np.uint8, count=end - start, offset=start)
        for first, last in _badly_quoted_in(piece, delimiter=delimiter):
            yield start + first, start + last, "line_quotes"
        start = end


def _badly_quoted_in(piece: np.ndarray, *, delimiter: str) -> list[tuple[int, int]]:
    """Start and end within the piece of each badly quoted line.

    A line whose marks open at a column's start and close at its end, in turn, is plainly well quoted. What is not
    plain (doubled marks, marks inside a column, marks left open) is decided line by line with a pattern.
    """
    marks = np.flatnonzero((piece == _QUOTE) | (piece == _LF))
    is_quote = piece[marks] == _QUOTE
    quotes = marks[is_quote]
    if not len(quotes):
        return []
    so_far = np.append(np.cumsum(is_quote, dtype=np.int32)[~is_quote], len(quotes))  # by the end of each line
    if not (so_far & 1).any() and _fit_their_columns(piece, quotes, delimiter).all():
        return []
    ends = np.append(marks[~is_quote], len(piece))
    starts = np.append(0, ends[:-1] + 1)
    doubtful = _doubtful_lines(piece, quotes, counts=np.diff(so_far, prepend=0), delimiter=delimiter)
    return _failing(piece, starts[doubtful], ends[doubtful], delimiter=delimiter)


def _doubtful_lines(
    piece: np.ndarray, quotes: np.ndarray, *, counts: np.ndarray, delimiter: str
) -> np.ndarray:
    """The lines that hold an odd number of marks or a mark out of its place; `counts` is marks by line."""
    even = np.repeat(
        counts & 1 == 0, counts
    )  # an even number of marks in every line: they open and close in turn
    misfit = np.append(0, np.cumsum(~_fit_their_columns(piece, quotes[even], delimiter)))
    upto = np.cumsum(np.where(counts & 1, 0, counts))
    holds_misfit = np.diff(misfit[upto], prepend=0) > 0
    return np.flatnonzero((counts & 1).astype(bool) | holds_misfit)


def _fit_their_columns(piece: np.ndarray, quotes: np.ndarray, delimiter: str) -> np.ndarray:
    """By mark, opening and closing in turn: whether it opens at a column's start or closes at a column's end."""
    edge = np.zeros(256, dtype=bool)
    edge[[ord(delimiter), _LF, _CR]] = True
    fits = np.empty(len(quotes), dtype=bool)
    opening, closing = quotes[0::2], quotes[1::2]
    fits[0::2] = edge[piece[np.maximum(opening - 1, 0)]] | (opening == 0)
    fits[1::2] = edge[piece[np.minimum(closing + 1, len(piece) - 1)]] | (closing == len(piece) - 1)
    return fits


def _failing(
    piece: np.ndarray, starts: np.ndarray, ends: np.ndarray, *, delimiter: str
) -> list[tuple[int, int]]:
    lengths = np.minimum(ends - starts, LONGEST_LINE + 1)  # longer ones are refused for their length
    offsets = np.append(0, np.cumsum(lengths)).astype(np.int64)
    where = np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])
    lines = pa.LargeBinaryArray.from_buffers(
        pa.large_binary(), len(starts), [None, pa.py_buffer(offsets), pa.py_buffer(piece[where])]
    )
    well = pc.match_substring_regex(lines, _well_quoted(delimiter)).to_numpy(zero_copy_only=False)
    return [(int(start), int(end)) for start, end in zip(starts[~well], ends[~well], strict=True)]


@cache
def _well_quoted(delimiter: str) -> str:
    """Columns that are quoted whole with inner marks doubled, or not quoted at their start at all."""
    d = r"\t" if delimiter == "\t" else delimiter
    column = f'(?:"(?:[^"]|"")*"|[^"{d}][^{d}]*|)'
    return rf"\A{column}(?:{d}{column})*\r?\z"
