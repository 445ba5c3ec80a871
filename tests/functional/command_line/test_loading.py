"""`schoolward load`: files of any kind in any order, all of a delivery or nothing, every refused row accounted for."""

import csv
import json
import zipfile
from pathlib import Path

import pytest

from tests.functional.command_line.command import CommandLine, command_line
from tests.functional.command_line.elmfield import (
    ASH,
    CALENDAR,
    SCHOOLS,
    cohorts,
    marks,
    pupils,
    upn,
    write_elmfield,
)

PERIOD = ("--from", "2025-09-01", "--to", "2025-09-05")
FILE = {
    "name", "kind", "format", "sha256", "rows_read", "rows_accepted", "rows_rejected", "warnings",
    "already_loaded_in", "unreadable",
}  # fmt: skip


def possible(command: CommandLine, *words: str) -> int:
    [group] = command("figures", *PERIOD, "--measure", "possible_sessions", *words, "--json").told
    return int(group["possible_sessions"])


def test_any_mix_in_one_call(fresh: CommandLine, tmp_path: Path) -> None:
    """Marks before the roll, a folder, a zip archive and a loose file: told apart and loaded in the order they need."""
    write_elmfield(tmp_path / "sent")
    (tmp_path / "folder" / "deeper").mkdir(parents=True)
    (tmp_path / "folder" / "deeper" / "pupils.txt").write_text(pupils())
    (tmp_path / "folder" / "terms.csv").write_text(CALENDAR)
    (tmp_path / "folder" / ".hidden.csv").write_text("not looked at")
    with zipfile.ZipFile(tmp_path / "rest.zip", "w") as archive:
        archive.writestr("in/schools.csv", SCHOOLS)
        archive.writestr("in/cohorts.csv", cohorts())
    told = fresh("load", "sent/a-marks.csv", "folder", "rest.zip", "--json").told
    [load] = told["loads"]
    assert load["load"] == 1
    assert [file["kind"] for file in load["files"]] == ["marks", "pupils", "calendar", "schools", "cohorts"]
    assert (told["rows_read"], told["rows_accepted"], told["rows_rejected"]) == (117, 117, 0)
    assert load["marks"] == {"new": 96, "revised": 0, "unchanged": 0, "overtaken": 0}
    assert possible(fresh) == 93


def test_the_summary_as_json(fresh: CommandLine, tmp_path: Path) -> None:
    files = write_elmfield(tmp_path / "sent")
    ended = fresh(
        "load",
        *files,
        "--sender",
        "Elmfield's office",
        "--by",
        "Sol",
        "--received-at",
        "2025-09-08",
        "--json",
    )
    told = ended.told
    assert set(told) == {"loads", "rows_read", "rows_accepted", "rows_rejected", "rejects_files"}
    [load] = told["loads"]
    assert set(load) == {
        "load", "received_at", "sender", "rows_read", "rows_accepted", "rows_rejected", "marks",
        "rejected_by_reason", "files",
    }  # fmt: skip
    assert all(set(file) == FILE for file in load["files"])
    assert load["sender"] == "Elmfield's office"
    assert load["received_at"] == "2025-09-08T23:59:59.999999+00:00", "a day means its end"
    [listed] = fresh("loads", "--json").told
    assert (listed["load"], listed["loaded_by"], listed["sender"]) == (1, "Sol", "Elmfield's office")
    assert listed["received_at"] == load["received_at"]
    assert (listed["files"], listed["rows_read"], listed["marks_new"]) == (5, 117, 96)


def test_the_same_files_change_nothing(fresh: CommandLine, tmp_path: Path) -> None:
    files = write_elmfield(tmp_path / "sent")
    fresh("load", *files)
    again = fresh("load", *files)
    assert "every file was loaded before" in again.plain
    renamed = tmp_path / "marks under another name.csv"
    renamed.write_bytes(files[0].read_bytes())
    [load] = fresh("load", renamed, "--json").told["loads"]
    assert load["load"] is None
    assert load["files"][0]["already_loaded_in"] == 1
    assert len(fresh("loads", "--json").told) == 1
    assert possible(fresh) == 93


def test_refused_rows_are_kept_and_the_rest_is_loaded(fresh: CommandLine, tmp_path: Path) -> None:
    """Exit code 3. A wrong URN, a pupil of another school, a code that is none, a day that is none."""
    files = write_elmfield(tmp_path / "sent")
    bad = [
        f"999999,{upn(1)},2025-09-02,AM,/",
        f"{ASH},{upn(5)},2025-09-02,AM,/",
        f"{ASH},{upn(1)},2025-09-03,AM,?",
        f"{ASH},{upn(1)},2025-09-31,AM,/",
    ]
    (tmp_path / "bad.csv").write_text("urn,upn,date,session,code\n" + "\n".join(bad) + "\n")
    ended = fresh("load", *files, "bad.csv", "--json", expect=3)
    told = ended.told
    assert (told["rows_read"], told["rows_accepted"], told["rows_rejected"]) == (121, 117, 4)
    assert told["loads"][0]["rejected_by_reason"] == {
        "code_unknown": 1, "date_not_real": 1, "not_on_roll": 1, "school_unknown": 1,
    }  # fmt: skip
    assert possible(fresh) == 93

    [kept] = told["rejects_files"]
    with Path(kept).open(encoding="utf-8-sig", newline="") as file:
        in_file = list(csv.DictReader(file))
    assert [int(row["line"]) for row in in_file] == [2, 3, 4, 5]
    assert [row["field"] for row in in_file] == ["urn", "upn", "code", "date"]
    assert [row["value"] for row in in_file] == ["999999", upn(5), "?", "2025-09-31"]
    assert all(row["reason"] and row["how_to_mend"] for row in in_file)
    listed = fresh("rejects", "--json").told
    assert [{key: str(value) for key, value in row.items()} for row in listed] == in_file
    fresh("rejects", "1", "--csv", "copy.csv")
    assert (tmp_path / "copy.csv").read_bytes() == Path(kept).read_bytes()
    assert "4 rows refused" in fresh("rejects", "--most", "2").plain


def test_rejects_go_where_they_are_wanted(fresh: CommandLine, tmp_path: Path) -> None:
    """What begins like a formula is made harmless for spreadsheets."""
    (tmp_path / "marks.csv").write_text(f"urn,upn,date,session,code\n{ASH},=1+1,2025-09-02,AM,/\n")
    fresh("load", "marks.csv", "--rejects", "kept/refused.csv", expect=3)
    text = (tmp_path / "kept" / "refused.csv").read_text(encoding="utf-8-sig")
    assert ",'=1+1," in text


def test_a_file_that_cannot_be_read_beside_good_ones(fresh: CommandLine, tmp_path: Path) -> None:
    files = write_elmfield(tmp_path / "sent")
    (tmp_path / "photo.jpg").write_bytes(bytes(range(256)) * 40)
    told = fresh("load", *files, "photo.jpg", "--json", expect=3).told
    unreadable = [file for file in told["loads"][0]["files"] if file["unreadable"]]
    assert [file["name"] for file in unreadable] == ["photo.jpg"]
    assert told["rows_accepted"] == 117


def test_nothing_that_can_be_read_is_no_load(fresh: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(bytes(range(256)) * 40)
    ended = fresh("load", "photo.jpg", expect=2)
    assert "photo.jpg" in ended.err
    assert fresh("loads", "--json").told == []


def test_a_manifest_keeps_the_times_of_its_loads(fresh: CommandLine, tmp_path: Path) -> None:
    """Two deliveries; the second corrects a mark. What was known between them can still be asked."""
    files = write_elmfield(tmp_path / "sent")
    later = marks(pupils=[5], codes={})
    (tmp_path / "sent" / "later.csv").write_text(later)
    loads = [
        {"received_at": "2025-09-08T07:00:00+00:00", "sender": "offices", "files": [p.name for p in files]},
        {"received_at": "2025-09-12T07:00:00+01:00", "sender": "Birch", "files": ["later.csv"]},
    ]
    told = {"format": "schoolward-manifest-1", "loads": loads}
    (tmp_path / "sent" / "manifest.json").write_text(json.dumps(told))
    summary = fresh("load", "sent", "--json").told
    assert [load["marks"]["revised"] for load in summary["loads"]] == [0, 8]
    assert [load["received_at"] for load in fresh("loads", "--json").told] == [
        "2025-09-08T07:00:00+00:00",
        "2025-09-12T06:00:00+00:00",
    ]
    ask = (*PERIOD, "--measure", "unauthorised_absence_sessions", "--json")
    assert fresh("figures", *ask).told[0]["unauthorised_absence_sessions"] == 1
    between = fresh("figures", *ask, "--as-known-on", "2025-09-10").told[0]
    assert between["unauthorised_absence_sessions"] == 9


def test_a_manifest_of_which_one_load_fails(fresh: CommandLine, tmp_path: Path) -> None:
    """Loads before it stand, so that it ends with 3 and not with 2; loads after it are not begun."""
    files = write_elmfield(tmp_path / "sent")
    (tmp_path / "sent" / "photo.jpg").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "sent" / "later.csv").write_text(marks(pupils=[5], codes={}))
    loads = [
        {"received_at": "2025-09-08T07:00:00+00:00", "sender": "", "files": [p.name for p in files]},
        {"received_at": "2025-09-09T07:00:00+00:00", "sender": "", "files": ["photo.jpg"]},
        {"received_at": "2025-09-10T07:00:00+00:00", "sender": "", "files": ["later.csv"]},
    ]
    told = {"format": "schoolward-manifest-1", "loads": loads}
    (tmp_path / "sent" / "manifest.json").write_text(json.dumps(told))
    ended = fresh("load", "sent", "--json", expect=3)
    assert "photo.jpg" in ended.err
    assert [load["load"] for load in ended.told["loads"]] == [1]
    assert len(fresh("loads", "--json").told) == 1
    assert possible(fresh) == 93


def test_what_was_known_when_cannot_be_changed(fresh: CommandLine, tmp_path: Path) -> None:
    files = write_elmfield(tmp_path / "sent")
    fresh("load", *files, "--received-at", "2025-09-08T07:00:00+00:00")
    (tmp_path / "later.csv").write_text(marks(pupils=[5], codes={}))
    ended = fresh("load", "later.csv", "--received-at", "2025-09-07", expect=2)
    assert "before the last load" in ended.plain
    assert len(fresh("loads", "--json").told) == 1


def test_the_home_that_an_option_names_goes_before_the_setting(fresh: CommandLine, tmp_path: Path) -> None:
    files = write_elmfield(tmp_path / "sent")
    fresh("init", "--authority", "357", "--name", "Other", "--home", "elsewhere")
    fresh("load", *files, "--home", "elsewhere")
    assert fresh("loads", "--json").told == []
    assert len(fresh("loads", "--json", SCHOOLWARD_HOME=str(tmp_path / "elsewhere")).told) == 1


def test_without_the_setting_data_lie_in_the_working_folder(tmp_path: Path) -> None:
    command = CommandLine(home=None, folder=tmp_path)
    command("init", "--authority", "356", "--name", "Elmfield Borough")
    assert (tmp_path / "schoolward-home" / "authority.toml").is_file()
    assert command("loads", "--json").told == []


def test_census_tables_are_loaded(fresh: CommandLine, tmp_path: Path) -> None:
    """Termly absence is kept beside the marks; a pupil that no pupils file has named is refused."""
    write_elmfield(tmp_path / "sent")
    heading = (
        "pupilonrolltableid,NativeId,upn,"
        "termlysessionspossible,termlysessionsauthorised,termlysessionsunauthorised"
    )
    rows = [f"r1,{ASH},{upn(1)},130,4,2", f"r2,{ASH},{upn(99)},130,0,0"]
    (tmp_path / "census.csv").write_text("\n".join([heading, *rows]) + "\n")
    told = fresh("load", "sent", "census.csv", "--json", expect=3).told
    [census] = [file for file in told["loads"][0]["files"] if file["kind"] == "termly_absence"]
    assert (census["rows_read"], census["rows_accepted"], census["rows_rejected"]) == (2, 1, 1)
    assert told["loads"][0]["rejected_by_reason"] == {"pupil_unknown": 1}


@pytest.mark.parametrize("text", ["[/]", "[bold", ":x:", "[red]"])
def test_brackets_and_colons_are_shown_as_they_are(fresh: CommandLine, tmp_path: Path, text: str) -> None:
    """The screen's own signs for colour and pictures are nothing special in what a sender wrote."""
    schools = SCHOOLS.replace("Ash Primary", f"Ash {text} Primary")
    (tmp_path / "schools.csv").write_text(schools + f'{text},356,2002,"Yew, ""{text}""",Primary,\n')
    fresh("load", "schools.csv", expect=3)
    assert f" {text} " in fresh("rejects").out
    assert f"Ash {text} Primary" in fresh("check", "--all").plain


def test_a_time_still_to_come_is_refused(fresh: CommandLine, tmp_path: Path) -> None:
    """It would bar every later load, since what was known when cannot be changed afterwards."""
    files = write_elmfield(tmp_path / "sent")
    ended = fresh("load", *files, "--received-at", "2999-01-01", expect=2)
    assert "still to come" in ended.plain


def test_init_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    """Tables without the note whose they are: the machine stopped in between."""
    command = command_line(tmp_path)
    (tmp_path / "home" / "authority.toml").unlink()
    command("init", "--authority", "356", "--name", "Elmfield Borough")
    command("loads")
