"""Zip archives: what is taken out of them, and the ones that are refused whole."""

import zipfile
from io import BytesIO
from typing import NamedTuple

import pytest

from schoolward.intake import archives
from schoolward.intake.batches import UnreadableFile
from schoolward.intake.text import expand


def zipped(*members: tuple[str, bytes], level: int = 9) -> bytes:
    """An archive with these members."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def test_a_file_that_is_no_archive_is_given_as_it_is() -> None:
    assert expand("marks.csv", b"urn,upn\n") == [("marks.csv", b"urn,upn\n")]


def test_the_files_of_an_archive_in_their_order() -> None:
    data = zipped(("b/marks.csv", b"1"), ("a.csv", b"2"), ("empty.csv", b""))
    assert expand("delivery.zip", data) == [("b/marks.csv", b"1"), ("a.csv", b"2"), ("empty.csv", b"")]
    assert expand("no extension", data) == expand("delivery.zip", data)


def test_what_computers_add_to_archives_is_passed_over() -> None:
    data = zipped(
        ("__MACOSX/._a.csv", b"x"), ("a.csv", b"1"), ("sub/.DS_Store", b"x"), ("Thumbs.db", b"x"), ("d/", b"")
    )
    assert expand("delivery.zip", data) == [("a.csv", b"1")]


def test_registers_that_repeat_themselves_are_no_bomb() -> None:
    line = b"900001,A800000000001,2026-09-08,/,\\,/,\\,/,\\,/,\\,/,\\\n"
    data = b"".join(line.replace(b"0001,", b"%04d," % (number % 1000)) for number in range(60_000))
    assert expand("delivery.zip", zipped(("marks.csv", data))) == [("marks.csv", data)]


class Refused(NamedTuple):
    """An archive and words of the message with which it is refused."""

    data: bytes
    words: str


WHOLE = zipped(("a.csv", b"urn,upn\n" * 1000))
FLIPPED = WHOLE[:40] + bytes(255 - byte for byte in WHOLE[40:44]) + WHOLE[44:]

REFUSED = [
    Refused(b"not a zip", "not a zip archive"),
    Refused(WHOLE[: len(WHOLE) // 2], "damaged"),
    Refused(FLIPPED, "damaged"),
    Refused(b"PK\x03\x04" + bytes(100), "damaged"),
    Refused(zipped(), "no files"),
    Refused(zipped(("folder/", b"")), "no files"),
    Refused(zipped(("../a.csv", b"1")), "outside itself"),
    Refused(zipped(("/etc/a.csv", b"1")), "outside itself"),
    Refused(zipped(("a/../../b.csv", b"1")), "outside itself"),
    Refused(zipped(("C:/a.csv", b"1")), "outside itself"),
    Refused(zipped(("inner.zip", WHOLE)), "another archive"),
    Refused(zipped(("a.csv", WHOLE)), "another archive"),
    Refused(zipped(("a.csv.gz", b"\x1f\x8b\x08")), "another archive"),
    Refused(zipped(("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")), "Excel workbook"),
    Refused(zipped(("zeros.csv", bytes(8 << 20))), "more than is allowed"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.words)
def test_an_archive_is_refused_whole(case: Refused) -> None:
    with pytest.raises(UnreadableFile, match=case.words):
        expand("delivery.zip", case.data)


def test_an_archive_that_holds_a_name_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(("a.csv", b"1"), ("a.csv", b"2"))
    with pytest.raises(UnreadableFile, match="two files named"):
        expand("delivery.zip", data)


def test_a_locked_archive_is_refused() -> None:
    data = bytearray(zipped(("a.csv", b"1")))
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag that says a member is encrypted
    with pytest.raises(UnreadableFile, match="password"):
        expand("delivery.zip", bytes(data))


def test_the_limits_on_members_and_on_all_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    monkeypatch.setattr(archives, "LARGEST_TOTAL", 1000)
    assert len(expand("d.zip", zipped(("a", b"x" * 500), ("b", b"x" * 500)))) == 2
    with pytest.raises(UnreadableFile, match="more than is allowed"):
        expand("d.zip", zipped(("a", b"x" * 500), ("b", b"x" * 501)))
    with pytest.raises(UnreadableFile, match="more than 2 files"):
        expand("d.zip", zipped(("a", b""), ("b", b""), ("c", b"")))


def test_a_member_that_understates_its_size_is_counted_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_TOTAL", 1000)
    data = bytearray(zipped(("a.csv", b"0123456789" * 1000)))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableFile):
        expand("delivery.zip", bytes(data))
