"""Places a school among the phases by which attendance is reported, from its GIAS type and phase."""

SPECIAL_TYPES = frozenset(("07", "08", "12", "33", "36", "44"))
"""Community, non-maintained, foundation and academy special schools."""
ALTERNATIVE_PROVISION_TYPES = frozenset(("14", "38", "42", "43"))
"""Pupil referral units and academies and free schools for alternative provision."""
INDEPENDENT_TYPES = frozenset(("10", "11", "37"))
"""Independent special schools too: DfE's figures for special schools are of state-funded ones."""

_BY_CODE = {
    "1": "Nursery",
    "2": "Primary",
    "3": "Primary",
    "4": "Secondary",
    "5": "Secondary",
    "6": "16 plus",
    "7": "Secondary",
}
_BY_NAME = {
    "nursery": "Nursery",
    "primary": "Primary",
    "middle deemed primary": "Primary",
    "secondary": "Secondary",
    "middle deemed secondary": "Secondary",
    "16 plus": "16 plus",
    "all-through": "Secondary",
    "all through": "Secondary",
    "special": "Special",
    "alternative provision": "Alternative provision",
    "pupil referral unit": "Alternative provision",
    "independent": "Independent",
}


def phase_of(*, type_code: str, type_name: str, phase_code: str, phase_name: str) -> str:
    """The phase: by type for special, alternative and independent schools, whose GIAS phase is "not applicable".

    Middle schools go where the law deems them. All-through schools are Secondary, as in DfE's statistics, which
    publish no phase of their own for them; their younger pupils are told apart by year group. "Not known" where
    neither type nor phase says.
    """
    by_type = _phase_of_type(type_code.zfill(2) if type_code else "", type_name.casefold())
    if by_type is not None:
        return by_type
    return _BY_CODE.get(phase_code.lstrip("0")) or _BY_NAME.get(phase_name.casefold()) or "Not known"


def _phase_of_type(code: str, name: str) -> str | None:
    if code in INDEPENDENT_TYPES or "independent" in name:
        return "Independent"
    if code in ALTERNATIVE_PROVISION_TYPES or "pupil referral" in name or "alternative provision" in name:
        return "Alternative provision"
    if name == "special post 16 institution":
        return "16 plus"
    if code in SPECIAL_TYPES or "special" in name.split():
        return "Special"
    return "Nursery" if "nursery" in name.split() else None
