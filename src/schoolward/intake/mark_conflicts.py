"""Decides between marks of one file that claim the same pupil, school, day and session."""

import numpy as np

from schoolward.intake.instants import UNSAID


def slot_keys(*parts: tuple[np.ndarray, int]) -> np.ndarray:
    """By row, one number that is the same for the same slot; each part is an index and the count of its values."""
    keys = np.zeros(len(parts[0][0]), dtype=np.int64)
    room = 1
    for index, count in parts:
        room *= max(count, 1)
        if room >= 1 << 63:  # more slots than 64 bits can number: number those that occur
            distinct, keys = np.unique(keys, return_inverse=True)
            room = len(distinct) * max(count, 1)
        keys = keys * max(count, 1) + index
    return keys


def rows_in_shared_slots(keys: np.ndarray) -> np.ndarray:
    """The rows whose key comes more than once, quickly none where the file is already in order."""
    if len(keys) < 2 or (keys[1:] > keys[:-1]).all():
        return np.array([], dtype=np.intp)
    ordered = np.sort(keys)
    shared = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    return np.flatnonzero(np.isin(keys, shared)) if len(shared) else np.array([], dtype=np.intp)


def settled(keys: np.ndarray, *, codes: np.ndarray, recorded: np.ndarray) -> dict[str, np.ndarray]:
    """For rows that share slots, which are refused, by reason; the others stand.

    Rows with one code: the one recorded last stands (without times, the first), the others are duplicates.
    Rows with different codes: the one recorded last stands, if all say when and the latest agree; else none does.
    """
    order = np.argsort(keys, kind="stable")
    keys, codes, recorded = keys[order], codes[order], recorded[order]
    starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    group = np.cumsum(np.append(False, keys[1:] != keys[:-1]))
    is_last = recorded == np.maximum.reduceat(recorded, starts)[group]
    one_code = _is_same(codes, starts)
    all_said = np.minimum.reduceat(recorded, starts) != UNSAID
    last_agree = _is_same(np.where(is_last, codes, -1), starts, ignoring=-1)
    decided = (one_code | (all_said & last_agree))[group]
    stands = decided & _is_first(is_last, starts, group)
    duplicate = decided & ~stands & (is_last | one_code[group])
    return {
        "conflicting_marks": order[~decided],
        "duplicate_mark": order[duplicate],
        "superseded_in_file": order[decided & ~stands & ~duplicate],
    }


def _is_same(values: np.ndarray, starts: np.ndarray, *, ignoring: int | None = None) -> np.ndarray:
    """By group: whether its values are all one, apart from one to be ignored."""
    most = np.maximum.reduceat(values, starts)
    if ignoring is not None:
        values = np.where(values == ignoring, np.iinfo(values.dtype).max, values)
    return np.minimum.reduceat(values, starts) == most


def _is_first(these: np.ndarray, starts: np.ndarray, group: np.ndarray) -> np.ndarray:
    """By row: whether it is the first of its group among `these`."""
    so_far = np.cumsum(these)
    before = np.append(0, so_far)[starts]
    return these & (so_far - before[group] == 1)
