"""Turns the bytes that a sender gave into UTF-8 text with plain line ends, or says why they are not text."""

import codecs
from dataclasses import dataclass

from schoolward.intake.archives import expand
from schoolward.intake.batches import UnreadableFile

__all__ = ["LARGEST_FILE", "Text", "decode", "expand", "opening_text"]

LARGEST_FILE = 1 << 30
"""Bytes in one file; a borough's whole year of marks is about half of this."""

_PIECE = 1 << 24
_WORKBOOKS = {
    b"PK\x03\x04": "it is a zip archive or an Excel workbook (.xlsx)",
    b"\xd0\xcf\x11\xe0": "it is an older Excel workbook (.xls)",
    b"%PDF": "it is a PDF",
}


@dataclass(frozen=True, kw_only=True)
class Text:
    """A file's text as UTF-8 without a byte order mark, its lines ended by LF or CRLF, and what was assumed."""

    data: bytes
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, windows_1252: bool) -> Text:
    """The file's text: UTF-8 (marked or not), UTF-16 with its mark, or Windows-1252 where the format allows it.

    Windows-1252 is taken only where the bytes are not UTF-8, and then with a warning. UnreadableFile for an empty
    file, one that is too large, a workbook, NUL characters, or bytes that are none of the three.
    """
    _refuse_what_is_not_text(data)
    text = _utf_8_of(data, windows_1252=windows_1252)
    if 0 in text.data:
        raise UnreadableFile(
            "the file holds NUL characters, so it is not a text file (or is UTF-16 without its mark); "
            "save it as CSV UTF-8 and send it again"
        )
    if not text.data or text.data.isspace():
        raise UnreadableFile("the file is empty; export it again")
    return Text(data=_with_plain_line_ends(text.data), warnings=text.warnings)


def opening_text(head: bytes) -> str:
    """The opening of a file as text, for recognising its heading; bytes that cannot be read become �."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    return head.decode("utf-8-sig", "replace")


def _refuse_what_is_not_text(data: bytes) -> None:
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(
            f"the file is larger than {LARGEST_FILE >> 20:,} MB; split it, for example by school or by half-term"
        )
    for magic, what in _WORKBOOKS.items():
        if data.startswith(magic):
            raise UnreadableFile(f"the file is not CSV text: {what}; save it as CSV UTF-8 and send that")


def _utf_8_of(data: bytes, *, windows_1252: bool) -> Text:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return Text(data=data.decode("utf-16").encode())
        except UnicodeError:
            raise UnreadableFile(
                "the file is marked as UTF-16 but its bytes are not; save it as CSV UTF-8 and send it again"
            ) from None
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        windows_1252 = False  # the mark says that it is UTF-8: anything else is damage
    if _is_utf_8(data):
        return Text(data=data)
    if windows_1252:
        try:
            decoded = data.decode("cp1252")
        except UnicodeError:
            pass
        else:
            return Text(
                data=decoded.encode(),
                warnings=(
                    "the file is not UTF-8; it was read as Windows-1252: check the letters with accents, "
                    "or save it as CSV UTF-8",
                ),
            )
    raise UnreadableFile("the file's letters are not UTF-8; save it as CSV UTF-8 and send it again")


def _is_utf_8(data: bytes) -> bool:
    """Checked by pieces, so that a large file is not held twice."""
    if data.isascii():
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(data)
    try:
        for at in range(0, len(data), _PIECE):
            decoder.decode(view[at : at + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _with_plain_line_ends(data: bytes) -> bytes:
    """A CR that stands alone ends a line too (old Macs): written as LF, so that lines are counted one way."""
    if b"\r" not in data or data.count(b"\r") == data.count(b"\r\n"):
        return data
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
