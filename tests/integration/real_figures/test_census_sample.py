"""A School Census sample of impossible values is read to its last row, and every row that cannot stand is explained."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.functional.command_line.command import CommandLine, command_line
from tests.reference_data import reference_data

SAMPLE = "school_census_sample"
ROWS = {
    "2024_autumn_pupilnolongeronroll.csv": 308,
    "2024_autumn_pupilonroll.csv": 9_088,
    "2024_autumn_termlysessiondetailsonroll.csv": 39_953,
}


@pytest.fixture
def command(tmp_path: Path) -> CommandLine:
    reference_data(SAMPLE)
    return command_line(tmp_path)


def test_readable_files_of_which_nothing_can_stand(command: CommandLine) -> None:
    """Exit code 3, not 2: the files were read, every row was judged, and the load keeps their refusal."""
    [load] = command("load", reference_data(SAMPLE), "--json", expect=3).told["loads"]
    assert load["rows_read"] == sum(ROWS.values())
    assert load["rows_accepted"] == 0
    assert load["rows_accepted"] + load["rows_rejected"] == load["rows_read"]
    assert load["rejected_by_reason"] == {"upn_shape": 49_349}

    kept = command("rejects", "--json").told
    assert Counter(row["field"] for row in kept) == {f"{table}: UPN": rows for table, rows in ROWS.items()}
    assert all(row["reason"] and row["how_to_mend"] for row in kept)
    assert [row["rows_rejected"] for row in command("loads", "--json").told] == [49_349]


def test_each_refused_row_is_the_row_of_the_file(command: CommandLine) -> None:
    """Line and value of every refusal lead back to the cell."""
    told = command("load", reference_data(SAMPLE), "--json", expect=3).told
    [rejects_file] = told["rejects_files"]
    upns: dict[tuple[str, int], str] = {}
    for table in ("2024_autumn_pupilnolongeronroll.csv", "2024_autumn_pupilonroll.csv"):
        with (reference_data(SAMPLE) / table).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                upns[table, len(upns)] = row["upn"]
    with (command.folder / rejects_file).open(encoding="utf-8-sig", newline="") as file:
        refused = list(csv.DictReader(file))
    assert len(refused) == sum(ROWS.values())
    of_pupils = Counter(row["value"] for row in refused if "details" not in row["field"])
    assert of_pupils == Counter(upns.values())
    assert min(int(row["line"]) for row in refused) == 2
    assert max(int(row["line"]) for row in refused) == 39_954
