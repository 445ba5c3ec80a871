"""Reads the values that a pupils file holds, as the School Census codes them and as offices write them."""

import re

ETHNICITIES = frozenset(
    (
        "WBRI WIRI WIRT WROM WOTH MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT"
    ).split()
)
"""The main codes of the census's ethnicity list; authorities may hold longer lists."""

YEAR_GROUPS = frozenset(("N1", "N2", "E1", "E2", "R", "X", *(str(year) for year in range(1, 15))))

_YEAR = re.compile(r"(?:YEAR|YR|Y)?\s*0*([0-9]{1,2}|[NE][12]|R|X)")
_SEXES = {"M": "M", "MALE": "M", "F": "F", "FEMALE": "F"}
_STATUSES = frozenset("CMSGFO")
_SEN_PROVISIONS = frozenset("NKESAP")
_YES = frozenset(("Y", "YES", "T", "TRUE", "1"))
_NO = frozenset(("N", "NO", "F", "FALSE", "0"))
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{2})")
_AUTHORITY = re.compile(r"[2-9][0-9]{2}")


def sex_of(text: str) -> str | None:
    """M or F."""
    return _SEXES.get(text.upper())


def year_group_of(text: str) -> str | None:
    """A year group of the census: `Year 07` is `7`, and Reception, also written 0, is `R`."""
    if text.casefold() in ("reception", "year 0", "0", "00"):
        return "R"
    shaped = _YEAR.fullmatch(text.upper())
    return shaped[1] if shaped and shaped[1] in YEAR_GROUPS else None


def enrolment_status_of(text: str) -> str | None:
    """C, M, S, G, F or O."""
    return text.upper() if text.upper() in _STATUSES else None


def sen_provision_of(text: str) -> str | None:
    """N, K or E, or the former S, A or P."""
    return text.upper() if text.upper() in _SEN_PROVISIONS else None


def yes_or_no(text: str) -> bool | None:
    """Whether the cell says yes."""
    return True if text.upper() in _YES else False if text.upper() in _NO else None


def ethnicity_of(text: str) -> str:
    """The census's code in capitals; any other is kept as sent, never guessed at."""
    return text.upper() if text.upper() in ETHNICITIES else text


def postcode_of(text: str) -> str:
    """In capitals with one space; what is not shaped as a postcode is kept as sent."""
    shaped = _POSTCODE.fullmatch(text.upper())
    return f"{shaped[1]} {shaped[2]}" if shaped else text


def authority_of(text: str) -> str | None:
    """The three-digit code of a local authority."""
    return text if _AUTHORITY.fullmatch(text) else None
