"""Lists how many schools of each kind the full-size borough has and how large, after a real authority's mix."""

from dataclasses import dataclass

from schoolward.demo.schools import SchoolKind

FULL_SIZE = 45_000
"""Pupils of the full-size borough, for which the numbers of schools are meant."""

_COMMUNITY = ("01", "Community school")
_AIDED = ("02", "Voluntary aided school")
_CONTROLLED = ("03", "Voluntary controlled school")
_COMMUNITY_SPECIAL = ("07", "Community special school")
_UNIT = ("14", "Pupil referral unit")
_SPONSORED = ("28", "Academy sponsor led")
_CONVERTER = ("34", "Academy converter")
_NO_PHASE = ("0", "Not applicable")
_PRIMARY = ("2", "Primary")
_SECONDARY = ("4", "Secondary")


@dataclass(frozen=True, kw_only=True)
class SchoolSort:
    """Schools of one kind. `sizes` and `types` (GIAS code and name) are taken in turn; `years` has Reception as 0."""

    kind: SchoolKind
    schools: int
    sizes: tuple[int, ...]
    years: tuple[int, ...]
    ages: tuple[int, int]
    phase: tuple[str, str]
    types: tuple[tuple[str, str], ...]
    first_number: int
    endings: tuple[str, ...]


SORTS = (
    SchoolSort(
        kind=SchoolKind.PRIMARY,
        schools=69,
        sizes=(420, 210, 315, 196, 441, 280, 212, 630, 175, 403, 240, 205, 357, 154, 525, 301, 189, 270, 133),
        years=tuple(range(7)),
        ages=(3, 11),
        phase=_PRIMARY,
        types=(_COMMUNITY, _COMMUNITY, _AIDED, _COMMUNITY, _CONTROLLED, _COMMUNITY, _CONVERTER),
        first_number=2901,
        endings=("Primary School",),
    ),
    SchoolSort(
        kind=SchoolKind.INFANT,
        schools=5,
        sizes=(270, 240, 266, 234, 271),
        years=(0, 1, 2),
        ages=(4, 7),
        phase=_PRIMARY,
        types=(_COMMUNITY,),
        first_number=2981,
        endings=("Infant School",),
    ),
    SchoolSort(
        kind=SchoolKind.JUNIOR,
        schools=5,
        sizes=(358, 320, 352, 310, 361),
        years=(3, 4, 5, 6),
        ages=(7, 11),
        phase=_PRIMARY,
        types=(_COMMUNITY, _CONVERTER),
        first_number=2991,
        endings=("Junior School",),
    ),
    SchoolSort(
        kind=SchoolKind.SECONDARY,
        schools=16,
        sizes=(1240, 905, 1480, 1010, 760, 1320, 1105, 640, 1430, 980, 1210, 870, 1390, 1150, 830, 1010),
        years=(7, 8, 9, 10, 11),
        ages=(11, 16),
        phase=_SECONDARY,
        types=(_COMMUNITY, _CONVERTER, _AIDED, _SPONSORED, _CONVERTER),
        first_number=4901,
        endings=("High School", "School", "Academy"),
    ),
    SchoolSort(
        kind=SchoolKind.ALL_THROUGH,
        schools=1,
        sizes=(1420,),
        years=tuple(range(12)),
        ages=(4, 16),
        phase=("7", "All-through"),
        types=(("35", "Free schools"),),
        first_number=4951,
        endings=("Free School",),
    ),
    SchoolSort(
        kind=SchoolKind.SPECIAL,
        schools=8,
        sizes=(142, 228, 64, 180, 96, 75, 212, 110),
        years=tuple(range(14)),
        ages=(4, 19),
        phase=_NO_PHASE,
        types=(_COMMUNITY_SPECIAL, ("44", "Academy special converter")),
        first_number=7901,
        endings=("Special School", "Park Special School"),
    ),
    SchoolSort(
        kind=SchoolKind.PUPIL_REFERRAL_UNIT,
        schools=4,
        sizes=(42, 66, 24, 38),
        years=tuple(range(4, 12)),
        ages=(7, 16),
        phase=_NO_PHASE,
        types=(_UNIT, _UNIT, ("42", "Academy alternative provision converter")),
        first_number=1901,
        endings=("Pupil Referral Unit", "Centre for Learning"),
    ),
    SchoolSort(
        kind=SchoolKind.INDEPENDENT,
        schools=2,
        sizes=(0,),
        years=(),
        ages=(3, 18),
        phase=_NO_PHASE,
        types=(("11", "Other independent school"),),
        first_number=6901,
        endings=("Preparatory School", "College"),
    ),
)

SIXTH_FORM_EVERY = 8
"""Of the secondary schools, every eighth has Years 12 and 13."""

NEIGHBOURS = (
    (("357", "Neighbour West"), 4990, SchoolKind.SECONDARY, 46),
    (("895", "Neighbour South"), 7990, SchoolKind.SPECIAL, 22),
    (("352", "Neighbour North"), 2990, SchoolKind.PRIMARY, 28),
)
"""Authority, number, kind and residents of the borough on roll, of the schools beyond its border."""
