"""`schoolward reconcile`: our figures beside published ones, with the difference and what may explain it."""

from pathlib import Path

import pytest

from tests.functional.command_line.command import CommandLine
from tests.functional.command_line.elmfield import write_elmfield

HEADING = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
    "la_name,attendance_date,education_phase,breakdown,num_schools,enrolments,possible_sessions,"
    "overall_absence,reason_i_authorised_illness,overall_absence_perc,pa_flag,ytd_enrolments"
)
PLACE = "2025,36,Local authority,E92000001,England,E12000002,North West,356,Elmfield"
EQUAL = [
    f"{PLACE},02/09/2025,Primary,Daily,1,4,8,2,2,25,NA,NA",
    f"{PLACE},02/09/2025,Special,Daily,1,4,6,1,0,16.66666667,NA,NA",
    f"{PLACE},01/09/2025,Primary,Weekly,1,4,32,3,2,9.375,NA,NA",
    f"{PLACE},01/09/2025,Total,Weekly,3,12,93,15,2,16.12903226,0,0",
    f"{PLACE},01/09/2025,Secondary,YTD,1,4,32,8,0,25,1,4",
]
"""What DfE would have published of Elmfield. In rows of a week for all phases it fills persistent absence with 0."""


def published(folder: Path, *rows: str) -> Path:
    path = folder / "published.csv"
    path.write_text("\n".join([HEADING, *rows]) + "\n")
    return path


def load(command: CommandLine, folder: Path, *rows: str) -> None:
    command("load", *write_elmfield(folder / "sent"), published(folder, *rows), "--received-at", "2025-09-08")


def test_figures_that_agree(fresh: CommandLine, tmp_path: Path) -> None:
    """Exit code 0. The year to date of DfE's 2025/26 begins on 8 September, after Elmfield's week, and is left out."""
    load(fresh, tmp_path, *EQUAL[:4])
    ended = fresh("reconcile", "--measure", "possible_sessions", "overall_absence_sessions",
                  "overall_absence_rate,code_I_sessions", "--json")  # fmt: skip
    told = ended.told
    assert len(told) == 16
    assert {one["measure"] for one in told} == {
        "possible_sessions", "overall_absence_sessions", "overall_absence_rate", "code_I_sessions",
    }  # fmt: skip
    assert next(one for one in told if one["measure"] == "possible_sessions") == {
        "area_code": "356",
        "area_name": "Elmfield",
        "phase": "Primary",
        "period": "week",
        "first_on": "2025-09-01",
        "last_on": "2025-09-07",
        "measure": "possible_sessions",
        "published": "32",
        "ours": "32",
        "difference": "0",
        "likely_causes": [],
    }
    assert "16 figures compared: 16 agree, 0 differ." in fresh("reconcile", "--measure", *(
        "possible_sessions", "overall_absence_sessions", "overall_absence_rate", "code_I_sessions",
    )).plain  # fmt: skip


def test_noughts_in_rows_of_a_week_are_not_persistent_absence(fresh: CommandLine, tmp_path: Path) -> None:
    load(fresh, tmp_path, *EQUAL[:4])
    told = fresh("reconcile", "--json", expect=None).told
    assert "persistently_absent_enrolments" not in {one["measure"] for one in told}
    assert {one["last_on"] for one in told if one["measure"] == "enrolments"} == {"2025-09-02"}


def test_a_difference_and_its_causes(fresh: CommandLine, tmp_path: Path) -> None:
    """Exit code 6. Published are three sessions more than we hold; what we lack comes first among the causes."""
    load(fresh, tmp_path, EQUAL[0], f"{PLACE},01/09/2025,Total,Weekly,3,12,96,15,2,15.625,0,0")
    ended = fresh("reconcile", "--differences", "--json", expect=6)
    by_measure = {one["measure"]: one for one in ended.told}
    assert set(by_measure) == {"possible_sessions", "overall_absence_rate"}
    sessions = by_measure["possible_sessions"]
    assert (sessions["published"], sessions["ours"], sessions["difference"]) == ("96", "93", "-3")
    assert sessions["likely_causes"][0] == "17 of 112 expected marks have not reached us"
    assert any("registers change as they settle" in cause for cause in sessions["likely_causes"])
    rate = by_measure["overall_absence_rate"]
    assert rate["difference"] == "0.504", "to the places that are published"
    shown = fresh("reconcile", "--differences", expect=6).plain
    assert "expected marks have not reached us" in shown
    assert "2 differ" in shown


def test_an_area_of_which_we_hold_nothing(fresh: CommandLine, tmp_path: Path) -> None:
    elsewhere = PLACE.replace("356,Elmfield", "357,Yewdale")
    load(fresh, tmp_path, f"{elsewhere},02/09/2025,Primary,Daily,1,4,8,2,2,25,NA,NA")
    [first, *_] = fresh("reconcile", "--area", "357", "--json", expect=6).told
    assert first["ours"] is None
    assert first["difference"] is None
    assert first["likely_causes"] == ["we hold no marks of this area and phase in the period"]
    ended = fresh("reconcile", expect=2)
    assert "none for this area" in ended.plain


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--measure", "nonsense"), "there is no measure 'nonsense'"),
        (("--area", "999"), "none for this area"),
        (("--measure", "late_sessions"), "none for this area and these measures"),
    ],
    ids=["no such measure", "no such area", "not published"],
)
def test_what_cannot_be_compared(
    fresh: CommandLine, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    load(fresh, tmp_path, *EQUAL[:1])
    assert says in fresh("reconcile", *words, expect=2).plain


def test_nothing_published_is_loaded(elmfield: CommandLine) -> None:
    assert "no published figures are loaded" in elmfield("reconcile", expect=2).plain
