"""Whatever is put before the command that it cannot take, it ends with a sentence, an exit code, and no traceback."""

import json
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.functional.command_line.command import CommandLine, command_line
from tests.functional.command_line.elmfield import SCHOOLS, marks, write_elmfield

DAYS = "--from 2025-09-01 --to 2025-09-05"


class Refused(NamedTuple):
    """Words after `schoolward`, the exit code, and a part of what it says."""

    words: str
    code: int
    says: str


REFUSED = [
    Refused("", 2, "Usage: schoolward"),
    Refused("frobnicate", 2, "No such command"),
    Refused("load", 2, "Missing argument"),
    Refused("load nowhere.csv", 2, "there is no file or folder nowhere.csv"),
    Refused("load sent nowhere.csv", 2, "there is no file or folder nowhere.csv"),
    Refused("load empty", 2, "there are no files in empty"),
    Refused("load random.bin", 2, "of no kind that Schoolward knows"),
    Refused("load random.csv", 2, "of no kind that Schoolward knows"),
    Refused("load nothing.csv", 2, "nothing.csv"),
    Refused("load workbook.csv", 2, "workbook.csv"),
    Refused("load cut.zip", 2, "cut.zip"),
    Refused("load pipe", 2, "pipe is neither a file nor a folder"),
    Refused("load manifests/broken.json", 2, "is not a manifest that can be read"),
    Refused("load manifests/letters.json", 2, "is not a manifest that can be read"),
    Refused("load manifests/no_list.json", 2, "is not a manifest that can be read"),
    Refused("load manifests/files_no_list.json", 2, "is not a manifest that can be read"),
    Refused("load manifests/no_zone.json", 2, "needs a time zone"),
    Refused("load manifests/outside.json", 2, "outside its own folder"),
    Refused("load manifests/missing.json", 2, "which is not there"),
    Refused("load manifests/nothing.json", 2, "there are no files in"),
    Refused("load sent --received-at yesterday", 2, "'yesterday' is not a time"),
    Refused("load sent --received-at 2025-02-30", 2, "is not a time"),
    Refused("load sent --rejects sent/a-marks.csv/x.csv", 1, "a-marks.csv"),
    Refused("rejects 2", 2, "there is no load 2"),
    Refused("rejects -- -1", 2, "there is no load -1"),
    Refused("rejects first", 2, "Invalid value for 'LOAD'"),
    Refused("rejects --csv sent", 1, "sent"),
    Refused("figures", 2, "Missing option '--from'"),
    Refused("figures --from 2025-09-05 --to 2025-09-01", 2, "ends (2025-09-01) before it begins"),
    Refused("figures --from 1/9/2025 --to 2025-09-05", 2, "'1/9/2025' is not a day"),
    Refused("figures --from 2025-09-31 --to 2025-10-05", 2, "'2025-09-31' is not a day"),
    Refused("figures --from 0001-01-01 --to 9999-12-31", 2, "lies outside the years 1990 to 2099"),
    Refused(f"figures {DAYS} --measure nonsense", 2, "there is no measure 'nonsense'"),
    Refused(f"figures {DAYS} --measure code_X1_sessions", 2, "there is no measure"),
    Refused(f"figures {DAYS} --measure ,", 2, "name at least one measure"),
    Refused(f"figures {DAYS} --measure", 2, "requires an argument"),
    Refused(f"figures {DAYS} --by nonsense", 2, "there is no dimension 'nonsense'"),
    Refused(f"figures {DAYS} --by cohort:unicorns", 2, "no file ever named the cohort 'unicorns'"),
    Refused(f"figures {DAYS} --by cohort:", 2, "there is no dimension 'cohort:'"),
    Refused(f"figures {DAYS} --by phase,phase", 2, "a dimension is named twice"),
    Refused(f"figures {DAYS} --where phase", 2, "'phase' is not DIMENSION=VALUE"),
    Refused(f"figures {DAYS} --where nonsense=1", 2, "there is no dimension 'nonsense'"),
    Refused(f"figures {DAYS} --where cohort:unicorns=yes", 2, "no file ever named the cohort"),
    Refused(f"figures {DAYS} --mode both", 2, "Invalid value for '--mode'"),
    Refused(f"figures {DAYS} --as-known-on tomorrow", 2, "'tomorrow' is not a time"),
    Refused(f"figures {DAYS} --as-known-on 1999-01-01", 2, "nothing was known"),
    Refused(f"figures {DAYS} --frobnicate", 2, "No such option"),
    Refused(f"figures {DAYS} --csv nowhere/figures.csv", 1, "nowhere/figures.csv"),
    Refused(f"figures {DAYS} --parquet sent", 1, "sent"),
    Refused("check --on soon", 2, "'soon' is not a day"),
    Refused("check --from 2025-10-01 --to 2025-09-01", 2, "nothing lies between"),
    Refused("check --from 2025-10-01 --on 2025-09-01", 2, "nothing lies between"),
    Refused("reconcile", 2, "no published figures are loaded"),
    Refused("init --authority 35 --name X", 2, "is not a local authority code"),
    Refused("init --authority ٣٥٦ --name X", 2, "is not a local authority code"),
    Refused("init --authority 356", 2, "Missing option '--name'"),
    Refused("init --authority 356 --name X --home sent/a-marks.csv", 1, "a-marks.csv"),
    Refused("demo-data", 2, "Missing argument"),
    Refused("demo-data demo --pupils 10", 2, "Invalid value for '--pupils'"),
    Refused("demo-data demo --until soon", 2, "'soon' is not a day"),
    Refused("demo-data demo --until 2031-01-01", 2, "the borough is planned from"),
    Refused("demo-data sent", 2, "sent is not empty"),
    Refused("bench --pupils ten", 2, "Invalid value for '--pupils'"),
    Refused("bench --rounds 0", 2, "Invalid value for '--rounds'"),
]


@pytest.fixture(scope="module")
def among_bad_files(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """Elmfield loaded, in a folder with everything that the cases name."""
    folder = tmp_path_factory.mktemp("bad")
    command = command_line(folder)
    command("load", *write_elmfield(folder / "sent"), "--received-at", "2025-09-08")
    (folder / "empty").mkdir()
    noise = bytes((n * 7919 + n // 251) % 256 for n in range(4000))
    for name in ("random.bin", "random.csv"):
        (folder / name).write_bytes(noise)
    (folder / "nothing.csv").write_bytes(b"")
    (folder / "workbook.csv").write_bytes(b"\xd0\xcf\x11\xe0" + noise)
    (folder / "cut.zip").write_bytes(b"PK\x03\x04" + noise)
    os.mkfifo(folder / "pipe")
    _write_manifests(folder / "manifests")
    return command


def _write_manifests(folder: Path) -> None:
    folder.mkdir()
    (folder / "here.csv").write_text(marks())
    load = {"received_at": "2025-09-10T07:00:00+00:00", "sender": "", "files": ["here.csv"]}
    loads = {
        "no_list": "all of them",
        "files_no_list": [{**load, "files": "here.csv"}],
        "no_zone": [{**load, "received_at": "2025-09-10T07:00:00"}],
        "outside": [{**load, "files": ["../sent/a-marks.csv"]}],
        "missing": [{**load, "files": ["there.csv"]}],
        "nothing": [],
    }
    opening = '{"format": "schoolward-manifest-1", '
    for name, told in loads.items():
        (folder / f"{name}.json").write_text(f'{opening}"loads": {json.dumps(told)}}}')
    (folder / "broken.json").write_text(opening + '"loads": [')
    (folder / "letters.json").write_bytes(opening.encode() + b'"loads": "\xff\xfe"}')


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.words or "nothing")
def test_refused(among_bad_files: CommandLine, case: Refused) -> None:
    ended = among_bad_files(*case.words.split(), expect=case.code)
    assert case.says in ended.plain
    assert ended.out == "" or case.code == 2, "what went wrong is said on standard error"


def test_nothing_of_it_changed_the_store(among_bad_files: CommandLine) -> None:
    """After all of these the one load stands alone. (Tests of a module run in their order.)"""
    assert [load["load"] for load in among_bad_files("loads", "--json").told] == [1]
    [group] = among_bad_files("figures", *DAYS.split(), "--measure", "possible_sessions", "--json").told
    assert group["possible_sessions"] == 93


COMMANDS_ON_A_HOME = [
    "load sent",
    "loads",
    "rejects",
    f"figures {DAYS}",
    "check",
    "attention",
    "explain A801200001001",
    "reconcile",
    "rebuild",
]


@pytest.mark.parametrize("words", COMMANDS_ON_A_HOME)
def test_no_home(tmp_path: Path, words: str) -> None:
    """Exit code 4, with the command that makes one; nothing is made by the way."""
    write_elmfield(tmp_path / "sent")
    command = CommandLine(home=tmp_path / "nowhere", folder=tmp_path)
    ended = command(*words.split(), expect=4)
    assert "schoolward init --authority" in ended.plain
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "settings", ['code = "35', 'name = "Elmfield"', 'code = "x"\nname = "y"', "\x00", "code = 356\nname = 1"]
)
def test_a_home_whose_settings_are_spoiled(tmp_path: Path, settings: str) -> None:
    """Refused as no home; a code written as a number is understood, and its store is missed."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "authority.toml").write_text(settings)
    command = CommandLine(home=tmp_path / "home", folder=tmp_path)
    ended = command("loads", expect=5 if settings.startswith("code = 356") else 4)
    assert "schoolward:" in ended.err


def test_the_home_of_another_authority(fresh: CommandLine) -> None:
    ended = fresh("init", "--authority", "357", "--name", "Other", expect=4)
    assert "already holds the data of Elmfield Borough (356)" in ended.plain
    again = fresh("init", "--authority", "356", "--name", "Elmfield Borough")
    assert "Elmfield Borough (356)" in again.plain


def test_a_folder_of_other_things_is_no_home(fresh: CommandLine, tmp_path: Path) -> None:
    write_elmfield(tmp_path / "sent")
    ended = fresh("init", "--authority", "356", "--name", "X", "--home", "sent", expect=4)
    assert "is not empty and is not a Schoolward folder" in ended.plain
    assert len(list((tmp_path / "sent").iterdir())) == 5


DAMAGES = {
    "the log of the marks is gone": "rm -r store/marks/_delta_log",
    "files of marks are gone": "rm store/marks/**/*.parquet",
    "files of marks are spoiled": "spoil store/marks/**/*.parquet",
    "files of schools are gone": "rm store/schools/*.parquet",
    "the log of the loads is spoiled": "spoil store/loads/_delta_log/*.json",
    "the whole store is gone": "rm -r store",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_store(among_bad_files: CommandLine, tmp_path: Path, damage: str) -> None:
    """Exit code 5 and what is wrong, on asking and on loading."""
    home = tmp_path / "home"
    shutil.copytree(among_bad_files.folder / "home", home)
    how, pattern = damage.rsplit(" ", 1)
    for path in sorted(home.glob(pattern)):
        if how == "rm -r":
            shutil.rmtree(path)
        elif how == "rm":
            path.unlink()
        else:
            path.write_bytes(b"spoiled")
    command = CommandLine(home=home, folder=tmp_path)
    ended = command("figures", *DAYS.split(), expect=5)
    assert "schoolward:" in ended.err
    (tmp_path / "more.csv").write_text(SCHOOLS + "100104,356,2004,Damson Primary,Primary,\n" + marks()[:0])
    (tmp_path / "marks.csv").write_text(marks(pupils=[5], codes={}))
    command("load", "more.csv", "marks.csv", "--received-at", "2025-09-12", expect=5)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_home_that_may_not_be_written(fresh: CommandLine, tmp_path: Path) -> None:
    files = write_elmfield(tmp_path / "sent")
    home = tmp_path / "home"
    for path in (home, *home.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        assert "Permission denied" in fresh("load", *files, expect=1).plain
        assert fresh("loads", "--json").told == []
    finally:
        for path in (home, *home.rglob("*")):
            path.chmod(path.stat().st_mode | 0o700)
