"""The same figures in pandas, the way an analyst would write them, to compare with."""

from collections.abc import Sequence
from typing import Any

LANES = {
    "present": ("/", "\\", "L"),
    "approved": ("B", "J", "K", "P", "V", "W"),
    "authorised": ("C", "C1", "C2", "E", "F", "H", "I", "J1", "M", "R", "S", "T"),
    "unauthorised": ("G", "N", "O", "U"),
    "late": ("L", "U"),
}


def figures(mark_paths: Sequence[str], segments_path: str, cohort_bits: dict[str, int]) -> dict[str, Any]:
    """Enrolment-week counts, school by cohort, the weekly series, persistent and severe lists."""
    import pandas as pd

    columns = ["school", "pupil", "date", "code"]
    marks = pd.concat([pd.read_parquet(path, columns=columns) for path in mark_paths], ignore_index=True)
    days = pd.to_datetime(marks["date"])
    marks["monday"] = days - pd.to_timedelta(days.dt.weekday, unit="D")
    code = marks["code"].astype("category")
    for name, codes in LANES.items():
        counted = code.cat.categories.isin(codes).astype("int8")
        marks[name] = counted[code.cat.codes]
    weeks = marks.groupby(["school", "pupil", "monday"], sort=False)[list(LANES)].sum().reset_index()
    weeks["possible"] = weeks["present"] + weeks["approved"] + weeks["authorised"] + weeks["unauthorised"]
    weeks["absent"] = weeks["authorised"] + weeks["unauthorised"]
    segments = pd.read_parquet(segments_path)
    segments["from_on"] = pd.to_datetime(segments["from_on"].astype(str), errors="coerce")
    latest = segments.sort_values("from_on").groupby(["school", "pupil"], sort=False).last().reset_index()
    placed = weeks.merge(latest[["school", "pupil", "free_school_meals", "sen_provision", "cohorts"]])
    totals = (
        placed.groupby(["school", "pupil", "cohorts"], sort=False)[["possible", "absent"]].sum().reset_index()
    )
    by_cohort = {
        name: totals[(totals["cohorts"] & bit) != 0].groupby("school")[["possible", "absent"]].sum()
        for name, bit in cohort_bits.items()
    }
    keys = ["school", "monday", "free_school_meals", "sen_provision", "cohorts"]
    weekly = placed.groupby(keys, sort=False, dropna=False)[["possible", "absent", "late"]].sum()
    had_any = totals[totals["possible"] > 0]
    return {
        "weeks": weeks,
        "school_by_cohort": by_cohort,
        "weekly": weekly,
        "persistent": had_any[had_any["absent"] * 10 >= had_any["possible"]],
        "severe": had_any[had_any["absent"] * 2 >= had_any["possible"]],
        "possible": int(weeks["possible"].sum()),
    }
