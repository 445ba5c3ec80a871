"""Numbers the register codes of the borough's marks, so that a school's year is one array of bytes."""

import numpy as np
from numpy.typing import NDArray

Register = NDArray[np.uint8]
"""Marks as places in CODES: one row an enrolment, two columns (AM, PM) a school day."""

CODES = (
    "", "/", "\\", "L", "B", "K", "P", "V", "W", "C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T",
    "G", "N", "O", "U", "D", "Q", "X", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7",
    "-", "ZZ", "i", "@", "J", "Y",
)  # fmt: skip
"""Codes as they are written: those of August 2024, then blanks, slips of the keyboard and retired codes."""

CODE_AT = {code: place for place, code in enumerate(CODES)}
NOT_ON_ROLL = 255
BLANK, AM_PRESENT, PM_PRESENT, LATE = (CODE_AT[code] for code in ("", "/", "\\", "L"))
ATTENDED = ("/", "\\", "L", "B", "J", "K", "P", "V", "W")
AUTHORISED = ("C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T")
UNAUTHORISED = ("G", "N", "O", "U")
SLIPS = (("ZZ", "code_unknown"), ("i", "code_letter_case"), ("@", "code_unknown"))
"""What somebody types by mistake, and the reason for which it is refused."""

SINGLE_CHARACTER = {"C1": "C", "C2": "C", "J1": "J", **{f"Y{number}": "Y" for number in range(1, 8)}}
"""What an old system writes for a code of two characters; J and Y are retired."""


def at(*codes: str) -> NDArray[np.uint8]:
    """The places of these codes."""
    return np.array([CODE_AT[code] for code in codes], dtype=np.uint8)


def is_any(register: Register, *codes: str) -> NDArray[np.bool_]:
    """Where the register holds one of these codes."""
    listed = np.zeros(256, dtype=bool)
    listed[at(*codes)] = True
    return np.asarray(listed[register])
