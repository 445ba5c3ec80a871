"""The installed command itself: every command is there, explains itself, and takes a borough from files to figures."""

from pathlib import Path

import pytest

from schoolward import __version__
from tests.functional.command_line.command import CommandLine, command_line
from tests.functional.command_line.elmfield import write_elmfield

COMMANDS = {
    "init": ("--authority", "--name", "--home"),
    "load": ("--received-at", "--sender", "--by", "--rejects", "--json"),
    "loads": ("--json",),
    "rejects": ("--csv", "--json", "--most"),
    "figures": (
        "--from", "--to", "--measure", "--by", "--where", "--as-known-on", "--mode", "--dfe-annual-rules", "--csv",
        "--json", "--parquet",
    ),
    "measures": ("--json",),
    "check": ("--from", "--to", "--on", "--all", "--json"),
    "attention": ("--as-at", "--rule", "--school", "--cohort", "--whom", "--most", "--summary", "--json"),
    "explain": ("--as-at", "--rule", "--as-known-on", "--json"),
    "law": ("list", "show", "changes"),
    "reconcile": ("--area", "--measure", "--differences", "--json"),
    "rebuild": ("--home",),
    "demo-data": ("--pupils", "--seed", "--until"),
    "bench": ("--pupils", "--rounds"),
}  # fmt: skip


@pytest.fixture
def nowhere(tmp_path: Path) -> CommandLine:
    return CommandLine(home=None, folder=tmp_path)


def test_it_says_its_version(nowhere: CommandLine) -> None:
    assert nowhere("--version").out == f"schoolward {__version__}\n"


def test_every_command_is_listed(nowhere: CommandLine) -> None:
    shown = nowhere("--help").out
    assert all(f" {name} " in shown for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(nowhere: CommandLine, name: str) -> None:
    shown = nowhere(name, "--help").out
    assert f"schoolward {name}" in shown
    assert all(option in shown for option in COMMANDS[name])


def test_measures_are_defined(nowhere: CommandLine) -> None:
    told = nowhere("measures", "--json").told
    assert told["overall_absence_rate"] == "Overall absence divided by possible sessions."
    assert {"code_/_sessions", "code_C2_sessions", "severe_absence_rate"} <= set(told)
    assert "persistent_absence_rate" in nowhere("measures").out


def test_from_files_to_figures_by_the_installed_script(tmp_path: Path) -> None:
    """The same as the other tests ask of a fork, in the process that people start."""
    command = command_line(tmp_path, installed=True)
    files = write_elmfield(tmp_path / "sent")
    loaded = command("load", *files, "--received-at", "2025-09-08").plain
    assert "117 rows read, 117 accepted, 0 refused" in loaded
    assert "96 new" in loaded
    period = ("--from", "2025-09-01", "--to", "2025-09-05")
    [group] = command("figures", *period, "--measure", "overall_absence_rate", "--json").told
    assert group["overall_absence_rate"] == "0.1612903226"
    assert "1 half-terms" in command("rebuild").plain
    assert command("figures", *period, "--measure", "overall_absence_rate", "--json").told == [group]
    command("load", "nowhere.csv", expect=2)


@pytest.mark.slow
def test_a_fictional_borough_from_demo_data_to_figures(tmp_path: Path) -> None:
    """Written with bad rows in it, so that loading ends with 3; the same seed writes the same."""
    command = command_line(tmp_path)
    made = command("demo-data", "demo", "--pupils", "300", "--until", "2025-10-24")
    assert "Load them with: schoolward load demo/manifest.json" in made.plain
    summary = command("load", "demo/manifest.json", "--json", expect=3).told
    assert summary["rows_accepted"] + summary["rows_rejected"] == summary["rows_read"]
    assert summary["rows_rejected"] > 0
    loads = command("loads", "--json").told
    assert sum(load["rows_rejected"] for load in loads) == summary["rows_rejected"]
    told = command("figures", "--from", "2025-09-01", "--to", "2025-10-24", "--by", "phase", "--measure",
                   "overall_absence_rate", "--json").told  # fmt: skip
    assert {"Primary", "Secondary", "Special"} <= {group["phase"] for group in told}
    assert command("check", "--on", "2025-10-24", "--json").told
    command("demo-data", "again", "--pupils", "300", "--until", "2025-10-24")
    first, second = tmp_path / "demo", tmp_path / "again"
    names = [path.relative_to(first) for path in first.rglob("*") if path.is_file()]
    assert names
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)
