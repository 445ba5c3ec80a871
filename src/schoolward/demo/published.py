"""Holds DfE's figures of Stockport's year 2025/26, which the fictional borough is meant to come near.

Source: Department for Education, Pupil attendance in schools, year to date 2025/26 by local authority (published
23 July 2026), Open Government Licence v3.0. Session counts as published; every rate is taken from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from schoolward.demo.year_count import YearCount


@dataclass(frozen=True, kw_only=True)
class PublishedYear:
    """One phase's possible sessions, sessions by code, and persistent absence in percent of enrolments."""

    possible: int
    sessions: Mapping[str, int]
    persistent_absence: float

    def percentage(self, *codes: str) -> float:
        """Sessions with these codes in 100 possible sessions."""
        return 100 * sum(self.sessions[code] for code in codes) / self.possible


STOCKPORT_2025_26 = {
    "primary": PublishedYear(
        possible=7_186_837,
        sessions={
            "L": 85_402, "I": 199_229, "M": 20_072, "R": 4_966, "S": 46, "T": 94, "E": 1_381, "C": 20_749, "C1": 534,
            "J1": 367, "C2": 6_239, "B": 9_239, "P": 2_362, "V": 37_492, "W": 2, "K": 150, "G": 31_428, "U": 14_193,
            "O": 44_018, "N": 2_525,
        },
        persistent_absence=12.0569886288217,
    ),
    "secondary": PublishedYear(
        possible=5_495_697,
        sessions={
            "L": 177_219, "I": 219_854, "M": 19_565, "R": 2_718, "S": 4_579, "T": 6, "E": 14_348, "C": 24_250,
            "C1": 500, "J1": 287, "C2": 16_760, "B": 14_336, "P": 3_848, "V": 33_193, "W": 6_472, "K": 4_550,
            "G": 15_968, "U": 21_584, "O": 134_251, "N": 1_013,
        },
        persistent_absence=22.6793,
    ),
    "special": PublishedYear(
        possible=329_643,
        sessions={
            "L": 2_351, "I": 18_641, "M": 2_731, "R": 122, "S": 52, "T": 0, "E": 569, "C": 5_810, "C1": 18, "J1": 13,
            "C2": 6_754, "B": 1_761, "P": 3, "V": 1_899, "W": 347, "K": 2, "G": 1_221, "U": 1_102, "O": 8_048, "N": 49,
        },
        persistent_absence=35.2332,
    ),
}  # fmt: skip

SEVERE_ABSENCE_2024_25 = {"primary": 0.54, "secondary": 4.78, "special": 7.44}
"""Percent of enrolments that missed half their sessions: Stockport 2024/25 (DfE, Local Authority Interactive Tool)."""

AUTHORISED = ("C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T")
UNAUTHORISED = ("G", "N", "O", "U")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One figure of one phase, ours beside the published one, both in percent."""

    phase: str
    figure: str
    ours: float
    published: float

    @property
    def difference(self) -> float:
        """Ours less the published one, in percentage points."""
        return self.ours - self.published


def compare(counts: Mapping[str, YearCount]) -> list[Comparison]:
    """Every figure of every phase that is published, in order."""
    comparisons = []
    for phase, published in STOCKPORT_2025_26.items():
        count = counts[phase]
        absence = published.percentage(*AUTHORISED, *UNAUTHORISED)
        pairs = [
            ("overall absence", count.overall_absence, absence),
            ("unauthorised absence", count.unauthorised_absence, published.percentage(*UNAUTHORISED)),
            ("persistent absence", count.persistent_absence, published.persistent_absence),
            ("severe absence", count.severe_absence, SEVERE_ABSENCE_2024_25[phase]),
            *(
                (f"code {code}", count.percentage(code), published.percentage(code))
                for code in published.sessions
            ),
        ]
        comparisons += [
            Comparison(phase=phase, figure=figure, ours=ours, published=theirs)
            for figure, ours, theirs in pairs
        ]
    return comparisons
