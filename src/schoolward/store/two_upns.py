"""Decides between marks of one file that claim the same session of a pupil whom the file calls by two UPNs."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schoolward.intake.instants import UNSAID
from schoolward.intake.mark_conflicts import rows_in_shared_slots, settled, slot_keys
from schoolward.register.codes import BLANK_MARKS

_BLANK = "-"


def refused_for_two_upns(marks: pa.Table, stands: pa.Array) -> dict[str, pa.Array]:
    """By reason, which of a file's marks are refused, by the rules that intake has for one UPN.

    Intake could not tell that they are the same pupil's. `marks` has school, pupil, date, session, code and
    recorded_at; of those that do not stand anyway nothing is said.
    """
    chosen = np.flatnonzero(np.asarray(stands))
    rows = marks.take(pa.array(chosen))
    code = rows["code"].cast(pa.string())
    code = pc.if_else(pc.is_in(code, value_set=pa.array(sorted(BLANK_MARKS))), _BLANK, code)
    keys = slot_keys(*(_numbered(rows[name]) for name in ("school", "pupil", "date", "session")))
    shared = rows_in_shared_slots(keys)
    if not len(shared):
        return {}
    recorded = pc.fill_null(rows["recorded_at"].cast(pa.int64()), UNSAID).to_numpy()
    refused = settled(keys[shared], codes=_numbered(code)[0][shared], recorded=recorded[shared])
    masks = {}
    for reason, these in refused.items():
        mask = np.zeros(marks.num_rows, dtype=bool)
        mask[chosen[shared[these]]] = True
        masks[reason] = pa.array(mask)
    return masks


def _numbered(column: pa.ChunkedArray) -> tuple[np.ndarray, int]:
    """By row a number from 0 for its value, and how many values there are."""
    coded = column.combine_chunks()
    if not pa.types.is_dictionary(coded.type):
        coded = coded.dictionary_encode()
    return coded.indices.to_numpy(zero_copy_only=False).astype(np.int64), len(coded.dictionary)
