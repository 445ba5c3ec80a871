"""Holds how children of each phase are absent: the numbers fitted so that the borough's year is like a real one's.

The figures to come near are DfE's of Stockport in 2025/26 (year to date, published 23 July 2026; Open Government
Licence), typed into `schoolward.demo.published`. What was fitted here is said in docs/demo-borough.md.
"""

from dataclasses import dataclass, replace

PHASES = ("primary", "secondary", "special", "unit", "sixth_form")
"""What decides a child's profile: the kind of school for special schools and units, else the year group."""


@dataclass(frozen=True, kw_only=True)
class AbsenceProfile:
    """Shares are of possible sessions unless said otherwise; `per_pupil` ones are of pupils in a year."""

    common: tuple[tuple[float, float, float], ...]
    """Illness and unexplained absence together: a mixture of (weight, mean, concentration) of beta laws."""
    unexplained: tuple[float, float]
    """The unexplained part of that, of a child hardly ever and of a child very often absent."""
    no_reason: float
    holiday_per_pupil: float
    medical: float
    late: float
    late_in_afternoon: float
    late_after_close: float
    leave: float
    suspensions_per_pupil: float
    part_time_per_pupil: float
    observance: float
    performance: float
    interview: float
    trip_days: float
    trip_turnout: float
    sport: float
    off_site_day: float
    off_site_per_pupil: float
    arranged_elsewhere_per_pupil: float
    work_experience: float
    study_leave: float


PROFILES = {
    "primary": AbsenceProfile(
        common=((0.844, 0.0195, 40.0), (0.1495, 0.09, 40.0), (0.0065, 0.62, 20.0)),
        unexplained=(0.0591, 0.387),
        no_reason=0.01,
        holiday_per_pupil=0.156,
        medical=0.00293,
        late=0.0129,
        late_in_afternoon=0.04,
        late_after_close=0.00213,
        leave=0.00287,
        suspensions_per_pupil=0.0163,
        part_time_per_pupil=0.00616,
        observance=0.0902,
        performance=0.0000785,
        interview=0.0000522,
        trip_days=0.774,
        trip_turnout=0.93,
        sport=0.000354,
        off_site_day=0.0003,
        off_site_per_pupil=0.000967,
        arranged_elsewhere_per_pupil=0.0000259,
        work_experience=0.0,
        study_leave=0.0,
    ),
    "secondary": AbsenceProfile(
        common=((0.724, 0.0101, 36.0), (0.219, 0.112, 36.0), (0.057, 0.64, 20.0)),
        unexplained=(0.0833, 0.521),
        no_reason=0.00262,
        holiday_per_pupil=0.103,
        medical=0.00392,
        late=0.0393,
        late_in_afternoon=0.15,
        late_after_close=0.00473,
        leave=0.00455,
        suspensions_per_pupil=0.244,
        part_time_per_pupil=0.0235,
        observance=0.0625,
        performance=0.000101,
        interview=0.0000582,
        trip_days=3.61,
        trip_turnout=0.38,
        sport=0.000782,
        off_site_day=0.0006,
        off_site_per_pupil=0.0201,
        arranged_elsewhere_per_pupil=0.00154,
        work_experience=0.251,
        study_leave=0.409,
    ),
    "special": AbsenceProfile(
        common=((0.68, 0.0206, 60.0), (0.246, 0.125, 60.0), (0.074, 0.64, 30.0)),
        unexplained=(0.113, 0.404),
        no_reason=0.00167,
        holiday_per_pupil=0.135,
        medical=0.00938,
        late=0.00898,
        late_in_afternoon=0.1,
        late_after_close=0.00416,
        leave=0.0176,
        suspensions_per_pupil=0.161,
        part_time_per_pupil=0.151,
        observance=0.0428,
        performance=0.0000637,
        interview=0.0000436,
        trip_days=1.21,
        trip_turnout=0.9,
        sport=0.0,
        off_site_day=0.001,
        off_site_per_pupil=0.049,
        arranged_elsewhere_per_pupil=0.0,
        work_experience=0.38,
        study_leave=0.132,
    ),
}
PROFILES["unit"] = replace(
    PROFILES["special"],
    common=((0.45, 0.22, 8.0), (0.35, 0.50, 6.0), (0.20, 0.80, 8.0)),
    unexplained=(0.55, 0.75),
    suspensions_per_pupil=0.8,
    part_time_per_pupil=0.15,
    late=0.05,
    off_site_per_pupil=0.15,
)
PROFILES["sixth_form"] = replace(
    PROFILES["secondary"], work_experience=0.0, study_leave=0.6, suspensions_per_pupil=0.02
)
