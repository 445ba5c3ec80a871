"""What a load says on the screen names no pupil: that stays in the rejects file, inside the data folder."""

from pathlib import Path

import pytest

from tests.functional.command_line.command import CommandLine, Ended
from tests.functional.command_line.elmfield import ASH, NAMES, pupils, upn, write_elmfield

SPOILED_UPN = "Q999000000042"
"""Of the right shape, with a wrong check letter."""


def names_of_pupils() -> set[str]:
    return {word for name in NAMES for word in name.split()} | {"Wrenthorpe", "Sabrina"}


def load_with_faults(command: CommandLine, folder: Path, *words: str) -> Ended:
    """Elmfield with rows that are refused for the UPN, the pupil, the roll, the dates and the shape of the line."""
    files = write_elmfield(folder / "sent")
    heading = pupils().splitlines()[0] + ",former_upn,ethnicity,home_authority"
    (folder / "pupils2.csv").write_text(
        f"{heading}\n"
        f"{SPOILED_UPN},Wrenthorpe,Sabrina,2013-01-01,F,{ASH},7,2025-09-01,C,,,\n"
        f"{upn(31)},Wrenthorpe,Sabrina,1913-01-01,F,{ASH},7,2025-09-01,C,,,\n"
        f"{upn(32)},Wrenthorpe,Sabrina,2013-01-01,F,{ASH},7,2025-09-01,C,,WBRI,0161 496 0000\n"
        f'{upn(33)},"Wrenthorpe,Sabrina,2013-01-01,F,{ASH},7,2025-09-01,C,,,\n'
    )
    (folder / "marks2.csv").write_text(
        "urn,upn,date,session,code,comment\n"
        f"{ASH},{upn(5)},2025-09-02,AM,/,Bertil came late\n"
        f"{ASH},{upn(77)},2025-09-02,AM,/,\n"
        f"{ASH},{SPOILED_UPN},2025-09-02,AM,/,\n"
        f"{ASH},{upn(1)},2025-09-02,AM,I,\n"
        f"{ASH},{upn(1)},2025-09-02,AM,O,\n"
    )
    return command("load", *files, "pupils2.csv", "marks2.csv", *words, expect=3)


@pytest.mark.parametrize("words", [(), ("--json",)], ids=["screen", "json"])
def test_a_load_names_no_pupil(fresh: CommandLine, tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = load_with_faults(fresh, tmp_path, *words)
    said = ended.out + ended.err
    upns = {upn(n) for n in (*range(1, 13), 31, 32, 33, 77)} | {SPOILED_UPN}
    assert [word for word in sorted(upns | names_of_pupils()) if word in said] == []
    assert "2013-" not in said


def test_warnings_name_no_pupil(fresh: CommandLine, tmp_path: Path) -> None:
    """A former UPN with a slip in it is a pupil's all the same, and a column may hold what belongs in another."""
    heading = pupils().splitlines()[0] + ",former_upn,home_authority"
    first = pupils().splitlines()[1]
    files = write_elmfield(tmp_path / "sent")
    (tmp_path / "pupils2.csv").write_text(f"{heading}\n{first},{SPOILED_UPN},0161 496 0000\n")
    ended = fresh("load", *files, "pupils2.csv")
    assert "left empty" in ended.out, "it is still warned of"
    assert SPOILED_UPN not in ended.out + ended.err
    assert "496 0000" not in ended.out + ended.err


def test_the_rejects_file_has_the_values(fresh: CommandLine, tmp_path: Path) -> None:
    """Its sender must find the row; it lies in the data folder, which is the authority's own."""
    load_with_faults(fresh, tmp_path)
    kept = (tmp_path / "home" / "rejects" / "load-000001.csv").read_text(encoding="utf-8-sig")
    assert SPOILED_UPN in kept
    assert upn(77) in kept


def test_names_are_in_no_figure_and_no_check(elmfield: CommandLine) -> None:
    said = "".join(
        elmfield(*words.split()).out
        for words in (
            "figures --from 2025-09-01 --to 2025-09-05 --by school sex year_group --json",
            "check --on 2025-09-06 --json",
            "loads --json",
        )
    )
    assert [name for name in names_of_pupils() if name in said] == []
    assert upn(1)[1:] not in said
