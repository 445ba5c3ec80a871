"""What the commands say once registers have been scrubbed: not nought, but that they are gone and why."""

from datetime import UTC, date, datetime
from pathlib import Path

from schoolward.law.value_files import national_law
from schoolward.store.home import open_home
from schoolward.store.scrub_plan import plan_scrub
from schoolward.store.scrubbing import apply_scrub
from tests.functional.command_line.command import command_line
from tests.spec.store.sent import ALDER, marks, pupil, pupils, schools

OLD = {"dob": "2012-05-05", "entry_date": "2018-09-01"}


def test_figures_of_scrubbed_days_are_refused_and_later_ones_told(tmp_path: Path) -> None:
    command = command_line(tmp_path, authority="999", name="Testborough")
    for received, *texts in (
        ("2019-09-20", schools(ALDER), pupils(pupil("A", **OLD)), marks("A 2019-09-16 AM N")),
        ("2026-01-16", marks("A 2026-01-12 AM N")),
    ):
        paths = [tmp_path / f"{received}-{place}.csv" for place, _ in enumerate(texts)]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        command("load", *paths, "--received-at", received)
    home = open_home(tmp_path / "home")
    plan = plan_scrub(home, on=date(2026, 2, 1), law=national_law())
    apply_scrub(home, plan=plan, by="an officer", at=datetime(2026, 2, 1, tzinfo=UTC))

    asked = ("figures", "--measure", "unauthorised_absence_sessions")
    refused = command(*asked, "--from", "2019-09-01", "--to", "2020-07-31", expect=2)
    assert "registers from before 2020-02-01 were scrubbed on 2026-02-01" in refused.plain
    (told,) = command(*asked, "--from", "2025-09-01", "--to", "2026-07-31", "--json").told
    assert told["unauthorised_absence_sessions"] == 1
    earlier = command(
        *asked, "--from", "2019-09-01", "--to", "2020-07-31", "--as-known-on", "2020-01-01", expect=2
    )
    assert "were scrubbed" in earlier.plain
    assert "Schoolward: scrub of what need not be kept" in command("loads").plain
    assert "0 rows refused" in command("rejects", "3").plain
    command("rebuild")
