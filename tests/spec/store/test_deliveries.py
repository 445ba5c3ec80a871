"""What may be put before a load, in which order it is taken, and how every row of it is accounted for."""

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

import pyarrow.compute as pc
import pytest

from schoolward.store.delivery import BadDelivery, Delivery, deliveries, sha256_of
from schoolward.store.layout import TableName
from schoolward.store.loading import LoadRefused, load
from schoolward.store.snapshot import loads
from tests.spec.intake_xml_json import sendings
from tests.spec.store.sent import MONDAY, TUESDAY, Desk, instant, marks, pupil, pupils

FRIDAY, SUNDAY = "2026-01-16 18:00", "2026-01-18 10:00"
FIRST, SECOND, THIRD = (marks(f"A {MONDAY} AM {code}") for code in "NIO")
"""Files that say N, then I, then O of one session."""


def taken(*paths: Path, at: str = FRIDAY) -> list[Delivery]:
    """The deliveries that these paths are."""
    return deliveries(paths, received_at=instant(at), sender="a school")


def sent_as(desk: Desk, *paths: Path, at: str = FRIDAY) -> None:
    """Loads what lies at the paths."""
    for delivery in taken(*paths, at=at):
        desk.send(*delivery.paths, at=f"{delivery.received_at:%Y-%m-%d %H:%M}")


def manifest(folder: Path, *loads: tuple[str, list[str]]) -> Path:
    """Writes a manifest of these deliveries: when received, and the files."""
    told = [{"received_at": at, "sender": "the authority", "files": files} for at, files in loads]
    path = folder / "manifest.json"
    path.write_text(json.dumps({"format": "schoolward-manifest-1", "loads": told}), encoding="utf-8")
    return path


def zipped(**members: str) -> bytes:
    """An archive of CSV files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.csv", text)
    return made.getvalue()


def test_files_of_a_folder_are_taken_by_number_and_the_last_stands(desk: Desk) -> None:
    for name, text in (("marks-10.csv", THIRD), ("marks-2.csv", SECOND), ("marks-1.csv", FIRST)):
        desk.file(text, f"week/{name}")
    desk.file("left by a file manager", "week/.DS_Store")

    (delivery,) = taken(desk.inbox / "week")
    assert [path.name for path in delivery.paths] == ["marks-1.csv", "marks-2.csv", "marks-10.csv"]
    sent_as(desk, desk.inbox / "week")
    assert desk.standing() == {f"A {MONDAY} AM": "O"}


def test_a_file_named_twice_is_taken_once(desk: Desk) -> None:
    one = desk.file(FIRST, "week/a.csv")

    assert [delivery.paths for delivery in taken(one, desk.inbox / "week", one)] == [(one,)]


def test_a_manifest_is_loaded_in_its_order_and_at_its_times(desk: Desk) -> None:
    desk.file(FIRST, "all/later-name.csv")
    desk.file(SECOND, "all/a-first-name.csv")
    manifest(
        desk.inbox / "all",
        ("2026-01-12T18:00:00+00:00", ["later-name.csv"]),
        ("2026-01-14T18:00:00+00:00", ["a-first-name.csv"]),
    )
    desk.file(THIRD, "all/not-listed.csv")

    sent_as(desk, desk.inbox / "all")

    assert desk.standing() == {f"A {MONDAY} AM": "I"}
    assert desk.standing("2026-01-13 00:00") == {f"A {MONDAY} AM": "N"}
    assert taken(desk.inbox / "all" / "manifest.json") == taken(desk.inbox / "all")


@pytest.mark.parametrize(
    ("loads", "words"),
    [
        ([("2026-01-12T18:00:00+00:00", ["../outside.csv"])], "outside its own folder"),
        ([("2026-01-12T18:00:00+00:00", ["/etc/hostname"])], "outside its own folder"),
        ([("2026-01-12T18:00:00+00:00", ["missing.csv"])], "which is not there"),
        ([("2026-01-12T18:00:00", ["a.csv"])], "time zone"),
        ([("yesterday", ["a.csv"])], "not a manifest that can be read"),
    ],
    ids=["a folder above", "a full path", "a file that is not there", "no time zone", "no time"],
)
def test_a_manifest_that_cannot_be_followed_is_refused_whole(
    desk: Desk, loads: list[tuple[str, list[str]]], words: str
) -> None:
    desk.file(FIRST, "outside.csv")
    desk.file(FIRST, "all/a.csv")
    manifest(desk.inbox / "all", *loads)

    with pytest.raises(BadDelivery, match=words):
        taken(desk.inbox / "all")


def test_a_link_that_leads_out_of_the_folder_is_refused(desk: Desk) -> None:
    outside = desk.file(FIRST, "outside.csv")
    desk.file(FIRST, "all/a.csv")
    (desk.inbox / "all" / "link.csv").symlink_to(outside)
    manifest(desk.inbox / "all", ("2026-01-12T18:00:00+00:00", ["link.csv"]))

    with pytest.raises(BadDelivery, match="outside its own folder"):
        taken(desk.inbox / "all")


def test_a_manifest_that_is_no_manifest_says_what_it_needs(desk: Desk) -> None:
    desk.file('{"format": "schoolward-manifest-1", "loads": [{"files": []}]}', "all/manifest.json")

    with pytest.raises(BadDelivery, match="received_at"):
        taken(desk.inbox / "all")


def test_a_path_that_is_not_there_and_an_empty_folder_are_refused(desk: Desk) -> None:
    (desk.inbox / "empty").mkdir()
    with pytest.raises(BadDelivery, match="no file or folder"):
        taken(desk.inbox / "nowhere")
    with pytest.raises(BadDelivery, match="no files"):
        taken(desk.inbox / "empty")


def test_a_time_without_a_zone_is_refused(desk: Desk) -> None:
    with pytest.raises(BadDelivery, match="time zone"):
        Delivery(received_at=datetime(2026, 1, 16), sender="", paths=(desk.file(FIRST),))


def test_an_archive_is_taken_apart_and_its_files_are_known_again_outside_it(desk: Desk) -> None:
    done = desk.send(desk.file(zipped(b=marks(f"B {MONDAY} AM /"), a=FIRST), "week.zip"), at=FRIDAY)

    assert [Path(file.name).name for file in done.files] == ["b.csv", "a.csv"]
    assert desk.standing() == {f"A {MONDAY} AM": "N", f"B {MONDAY} AM": "/"}
    assert desk.send(FIRST, at=SUNDAY).load is None


def test_the_pages_of_a_schools_delivery_are_one_file_beside_others(desk: Desk) -> None:
    pages = sendings.delivery([sendings.mark(date=MONDAY), sendings.mark(id="M2", date=TUESDAY)])
    desk.send(pupils(pupil("A", upn=sendings.ROWAN)), at="2026-01-15 08:00")
    for name, page in pages.items():
        desk.file(page, f"wonde/{name}")
    desk.file(FIRST, "wonde/by-hand.csv")
    done = desk.send(*taken(desk.inbox / "wonde")[0].paths, at=FRIDAY)
    again = desk.send(*taken(desk.inbox / "wonde")[0].paths, at=SUNDAY)

    assert [(Path(file.name).name, file.rows_read) for file in done.files] == [
        ("by-hand.csv", 1),
        ("wonde", 2),
    ]
    assert [file.already_loaded_in for file in again.files] == [done.load, done.load]
    assert again.load is None


def test_an_unreadable_file_among_good_ones_is_named_and_the_rest_is_loaded(desk: Desk) -> None:
    spoiled = desk.file(b"PK\x03\x04 not an archive at all", "spoiled.zip")
    letter = desk.file("Dear all,\nplease find attached\n", "letter.csv")
    headless = desk.file("urn,upn,date,session\n", "headless.csv")

    done = desk.send(spoiled, letter, headless, FIRST, at=FRIDAY)

    assert done.load == 2
    assert {Path(file.name).name for file in done.files if file.unreadable} == {
        "spoiled.zip",
        "letter.csv",
        "headless.csv",
    }
    assert done.unreadable_files == 3
    assert desk.standing() == {f"A {MONDAY} AM": "N"}


def test_a_file_that_could_not_be_read_is_read_again_when_it_comes_again(desk: Desk) -> None:
    spoiled = "Dear all,\nplease find attached\n"
    desk.send(spoiled, FIRST, at=FRIDAY)
    again = desk.send(spoiled, SECOND, at=SUNDAY)

    assert [file.already_loaded_in for file in again.files] == [None, None]
    assert again.unreadable_files == 1


def test_a_delivery_in_which_nothing_can_be_read_is_refused_and_changes_nothing(desk: Desk) -> None:
    before = desk.fingerprints()

    with pytest.raises(LoadRefused, match=r"letter\.csv"):
        desk.send(desk.file("Dear all,\n", "letter.csv"), at=FRIDAY)
    assert desk.fingerprints() == before


def test_a_delivery_received_before_the_last_load_is_refused_and_changes_nothing(desk: Desk) -> None:
    desk.send(SECOND, at=SUNDAY)
    before = desk.fingerprints()

    with pytest.raises(LoadRefused, match="What was known when cannot be changed"):
        desk.send(FIRST, at=FRIDAY)
    assert desk.fingerprints() == before
    assert desk.standing() == {f"A {MONDAY} AM": "I"}


@pytest.mark.parametrize(("later", "lands"), [("18:20", True), ("19:20", False)])
def test_a_load_begun_now_lands_behind_one_that_began_later_and_came_first(
    desk: Desk, later: str, lands: bool
) -> None:
    (delivery,) = deliveries(
        [desk.file(FIRST)], received_at=instant(FRIDAY), sender="a school", received_now=True
    )
    desk.send(marks(f"B {MONDAY} AM /"), at=f"2026-01-16 {later}")

    if not lands:
        with pytest.raises(LoadRefused, match="give a later time"):
            load(desk.home, delivery, by="an officer", now=instant(FRIDAY))
        return
    done = load(desk.home, delivery, by="an officer", now=instant(FRIDAY))
    assert (done.load, done.received_at) == (3, instant(f"2026-01-16 {later}"))
    assert desk.standing() == {f"A {MONDAY} AM": "N", f"B {MONDAY} AM": "/"}


def test_every_row_of_every_file_is_accounted_for(desk: Desk) -> None:
    mixed = marks(
        f"A {MONDAY} AM /",
        f"A {MONDAY} PM N",
        f"E {MONDAY} AM /",
        f"D {MONDAY} AM /",
        f"B {MONDAY} AM X",
        f"B {MONDAY} PM ?",
        "C 2026-02-30 AM /",
        f"C {TUESDAY} AM \\",
        f"C {TUESDAY} PM -",
    )
    done = desk.send(mixed, pupils("F"), FIRST, at=FRIDAY)
    known = desk.known()
    load = loads(desk.home).to_pylist()[-1]
    rejects = known.rows(TableName.REJECTS)

    # `send` itself holds every file to accepted + rejected = read.
    assert [(file.rows_read, file.rows_rejected) for file in done.files] == [(9, 6), (1, 0), (1, 0)]
    assert (load["rows_read"], load["rows_accepted"], load["rows_rejected"]) == (11, 5, 6)
    assert rejects.filter(pc.equal(rejects["load"], done.load)).num_rows == 6
    assert sorted(reason for _, _, _, reason in desk.refused(done)) == [
        "code_afternoon_only",
        "code_unknown",
        "date_not_real",
        "not_on_roll",
        "pupil_unknown",
        "x_compulsory_age",
    ]
    assert done.marks.new + done.marks.revised + done.marks.unchanged + done.marks.overtaken == 4


def test_a_load_says_who_loaded_what_from_whom_and_when(desk: Desk) -> None:
    desk.send(desk.file(FIRST, "monday.csv"), at=FRIDAY)
    row = loads(desk.home).to_pylist()[-1]
    (file,) = (row for row in desk.known().rows(TableName.LOAD_FILES).to_pylist() if row["load"] == 2)

    assert (row["load"], row["loaded_by"], row["sender"]) == (2, "an officer", "a school")
    assert row["received_at"] == instant(FRIDAY)
    assert (row["files"], row["rows_read"], row["rows_accepted"], row["rows_rejected"]) == (1, 1, 1, 0)
    assert (row["marks_new"], row["marks_revised"], row["marks_unchanged"]) == (1, 0, 0)
    assert (Path(file["name"]).name, file["sha256"]) == ("monday.csv", sha256_of(FIRST.encode()))
