"""Finds steps told together that cannot all stand: a reference is one pupil's, and is told whole or not at all."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.law.steps import EVENTS, Detail

FIELD_OF = {
    "step_of_two_pupils": "upn",
    "step_of_two_parents": "parent",
    "conflicting_steps": "event",
    "step_in_two_files": "reference",
    "step_incomplete": "reference",
    "duplicate_step": "event",
}
"""The column that is shown with each reason."""

MATTER = ("kind", "reference")
"""What a sender's reference is told by: two kinds may use the same one."""

_SEVERAL_A_DAY = (Detail.NONE, Detail.WORDS, Detail.AUTHORITY)
_ONE_A_DAY = pa.array(
    sorted(
        f"{kind.value} {event}"
        for kind, events in EVENTS.items()
        for event, detail in events.items()
        if detail not in _SEVERAL_A_DAY
    )
)
"""Events whose detail is a figure or a ground: two of them on a day contradict each other. Several professionals may
be told on one day, and several authorities asked."""


def conflicts(rows: pa.Table) -> dict[str, np.ndarray]:
    """By reason, the places of the rows that contradict others; a row may stand under several reasons.

    Of a reference given to two pupils or parents every row is named, since nobody can tell whose it is. The rows have
    the columns of the steps batch.
    """
    if not rows.num_rows:
        return {}
    matter = numbered(rows, *MATTER)
    event = pc.binary_join_element_wise(rows["kind"], rows["event"], " ")
    apart = pc.if_else(pc.is_in(event, value_set=_ONE_A_DAY), pa.scalar(None, pa.string()), rows["detail"])
    happening = numbered(rows.append_column("apart", apart), *MATTER, "event", "on", "apart")
    parents = np.flatnonzero(rows["parent"].is_valid().to_numpy())
    found = {
        "step_of_two_pupils": _with_several(matter, numbered(rows, "upn")),
        "step_of_two_parents": _with_several(matter, numbered(rows, "parent"), among=parents),
        "conflicting_steps": _with_several(happening, numbered(rows, "detail", "urn", "parent", "source")),
    }
    return {reason: places for reason, places in found.items() if len(places)}


def others_of_their_reference(rows: pa.Table, refused: np.ndarray, *apart_by: str) -> np.ndarray:
    """The places of the rows that share kind and reference (and `apart_by`) with a refused one and are not refused."""
    matter = numbered(rows, *MATTER, *apart_by)
    return np.flatnonzero(np.isin(matter, matter[refused]) & ~refused)


def repeats(rows: pa.Table) -> np.ndarray:
    """The places of the rows that say what an earlier row says."""
    first = np.unique(numbered(rows, *rows.column_names), return_index=True)[1]
    return np.setdiff1d(np.arange(rows.num_rows), first)


def _with_several(group: np.ndarray, said: np.ndarray, *, among: np.ndarray | None = None) -> np.ndarray:
    """The places of the rows of groups in which several things are said, or several by the rows `among` them."""
    saying = np.column_stack([group, said]) if among is None else np.column_stack([group[among], said[among]])
    if not len(saying):
        return np.array([], dtype=np.intp)
    groups, things = np.unique(np.unique(saying, axis=0)[:, 0], return_counts=True)
    return np.flatnonzero(np.isin(group, groups[things > 1]))


def numbered(rows: pa.Table, *names: str) -> np.ndarray:
    """By row, one number for the combination of values in these columns; nothing counts as a value."""
    number = np.zeros(rows.num_rows, dtype=np.int64)
    for name in names:
        coded = rows[name].combine_chunks().dictionary_encode(null_encoding="encode")
        index = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        number = np.unique(number * (len(coded.dictionary) + 1) + index, return_inverse=True)[1].ravel()
    return number
