"""Holds how children of each phase are absent: the numbers fitted so that the borough's year comes out like a real one's.

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
        common=((0.90, 0.028, 32.0), (0.094, 0.085, 20.0), (0.006, 0.62, 8.0)),
        unexplained=(0.13, 0.60),
        no_reason=0.0104,
        holiday_per_pupil=0.21,
        medical=0.0028,
        late=0.0119,
        late_in_afternoon=0.04,
        late_after_close=0.00198,
        leave=0.0029,
        suspensions_per_pupil=0.016,
        part_time_per_pupil=0.0045,
        observance=0.13,
        performance=0.000074,
        interview=0.000051,
        trip_days=1.0,
        trip_turnout=0.93,
        sport=0.00033,
        off_site_day=0.0009,
        off_site_per_pupil=0.001,
        arranged_elsewhere_per_pupil=0.0001,
        work_experience=0.0,
        study_leave=0.0,
    ),
    "secondary": AbsenceProfile(
        common=((0.84, 0.04, 24.0), (0.11, 0.17, 14.0), (0.05, 0.68, 8.0)),
        unexplained=(0.12, 0.62),
        no_reason=0.003,
        holiday_per_pupil=0.14,
        medical=0.0036,
        late=0.0322,
        late_in_afternoon=0.15,
        late_after_close=0.0039,
        leave=0.0044,
        suspensions_per_pupil=0.23,
        part_time_per_pupil=0.014,
        observance=0.10,
        performance=0.00009,
        interview=0.00005,
        trip_days=3.0,
        trip_turnout=0.38,
        sport=0.0007,
        off_site_day=0.0006,
        off_site_per_pupil=0.012,
        arranged_elsewhere_per_pupil=0.0014,
        work_experience=0.22,
        study_leave=0.5,
    ),
    "special": AbsenceProfile(
        common=((0.80, 0.058, 14.0), (0.13, 0.17, 10.0), (0.07, 0.62, 8.0)),
        unexplained=(0.16, 0.50),
        no_reason=0.002,
        holiday_per_pupil=0.18,
        medical=0.0083,
        late=0.0071,
        late_in_afternoon=0.1,
        late_after_close=0.0033,
        leave=0.0176,
        suspensions_per_pupil=0.15,
        part_time_per_pupil=0.07,
        observance=0.08,
        performance=0.00005,
        interview=0.00004,
        trip_days=1.1,
        trip_turnout=0.9,
        sport=0.0,
        off_site_day=0.001,
        off_site_per_pupil=0.02,
        arranged_elsewhere_per_pupil=0.0,
        work_experience=0.04,
        study_leave=0.05,
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
PROFILES["sixth_form"] = replace(PROFILES["secondary"], work_experience=0.0, study_leave=0.6, suspensions_per_pupil=0.02)
