"""Spells cover the share of sessions that they are meant to cover."""

import numpy as np
import pytest

from schoolward.demo.propensity import mixture_quantile
from schoolward.demo.spells import cover, strew_spells


@pytest.mark.parametrize("share", [0.01, 0.05, 0.2, 0.6, 0.9])
def test_the_expected_share_is_missed(share: float) -> None:
    rows = 3_000
    absent = strew_spells(
        np.random.default_rng(5),
        share=np.full(rows, share),
        mean_days=np.full(rows, 1 + 8 * share),
        half_day_share=0.15,
        day_weight=np.ones(190),
    )
    assert absent.shape == (rows, 380)
    assert absent.mean() == pytest.approx(share, rel=0.04)
    assert absent[:, :20].mean() == pytest.approx(share, rel=0.08)


def test_days_of_more_weight_have_more_absence() -> None:
    weight = np.where(np.arange(190) < 95, 0.5, 1.5)
    absent = strew_spells(
        np.random.default_rng(5),
        share=np.full(2_000, 0.05),
        mean_days=np.ones(2_000),
        half_day_share=0.2,
        day_weight=weight,
    )
    assert absent[:, 200:].mean() > 2.5 * absent[:, :180].mean()


def test_half_days_begin_in_the_afternoon_too() -> None:
    absent = strew_spells(
        np.random.default_rng(5),
        share=np.full(500, 0.02),
        mean_days=np.ones(500),
        half_day_share=1.0,
        day_weight=np.ones(190),
    )
    morning, afternoon = absent[:, 0::2], absent[:, 1::2]
    assert (afternoon & ~morning).any()
    assert (morning & ~afternoon).any()


def test_cover_clips_to_the_sessions_there_are() -> None:
    row, begin, end = np.array([0, 1, 1]), np.array([-3, 2, 3]), np.array([2, 4, 99])
    assert cover(begin, end, row=row, rows=3, sessions=6).astype(int).tolist() == [
        [1, 1, 0, 0, 0, 0],
        [0, 0, 1, 1, 1, 1],
        [0, 0, 0, 0, 0, 0],
    ]


def test_a_mixture_s_quantile_rises_and_keeps_its_mean() -> None:
    parts = ((0.9, 0.03, 40.0), (0.1, 0.5, 20.0))
    ranks = (np.arange(10_000) + 0.5) / 10_000
    values = mixture_quantile(parts, ranks)
    assert (np.diff(values) >= 0).all()
    assert values.mean() == pytest.approx(0.9 * 0.03 + 0.1 * 0.5, rel=0.01)
    assert values[9_500] > 0.3 > values[8_500]
