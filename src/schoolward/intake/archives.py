"""Opens a zip archive that a sender gave, within limits that a zip bomb cannot pass."""

import lzma
import re
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from schoolward.intake.batches import UnreadableFile

MOST_MEMBERS = 5_000
LARGEST_TOTAL = 1 << 30
"""Bytes of all members together, unpacked."""
LARGEST_RATIO = 250
"""Unpacked to packed; registers that repeat themselves reach about 60."""
RATIO_FLOOR = 1 << 20
"""Members smaller than this unpacked are not judged by their ratio."""

_PIECE = 1 << 20
_ARCHIVE_OPENINGS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OTHER_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    RuntimeError,
)
"""What `zipfile` raises at archives that are cut short, forged or packed in ways it does not know."""
_NOT_FILES = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")


def expand(name: str, data: bytes) -> list[tuple[str, bytes]]:
    """The files in an archive by their names in it, in its order; or the one file, as it is.

    UnreadableFile for an archive that is damaged, locked, empty, a bomb, or that holds another archive or a name
    that climbs out of it.
    """
    if not data.startswith(_ARCHIVE_OPENINGS):
        if name.lower().endswith(".zip"):
            raise UnreadableFile(
                "the file is named .zip but is not a zip archive; zip it again or send it unzipped"
            )
        return [(name, data)]
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _members(archive)
    except UnreadableFile:
        raise
    except _DAMAGE as fault:
        raise UnreadableFile(
            "the zip archive is damaged or of an unusual kind; zip the files again"
        ) from fault


def _members(archive: zipfile.ZipFile) -> list[tuple[str, bytes]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise UnreadableFile("the file is an Excel workbook; save it as CSV UTF-8 and send that")
    entries = [entry for entry in entries if not _NOT_FILES.search(entry.filename)]
    _refuse_unsafe(entries)
    unpacked: list[tuple[str, bytes]] = []
    left = LARGEST_TOTAL
    for entry in entries:
        content = _content(archive, entry, left=left)
        left -= len(content)
        unpacked.append((entry.filename, content))
    return unpacked


def _refuse_unsafe(entries: list[zipfile.ZipInfo]) -> None:
    if not entries:
        raise UnreadableFile("the zip archive holds no files")
    if len(entries) > MOST_MEMBERS:
        raise UnreadableFile(f"the zip archive holds more than {MOST_MEMBERS:,} files; send it in parts")
    seen: set[str] = set()
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename or "\\" in entry.orig_filename:
            raise UnreadableFile("the zip archive names a file outside itself; zip the files again")
        if entry.filename in seen:
            raise UnreadableFile(
                f"the zip archive holds two files named {entry.filename!r}; zip the files again"
            )
        seen.add(entry.filename)
        if entry.flag_bits & 0x1:
            raise UnreadableFile("the zip archive is locked with a password; send it without one")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, left: int) -> bytes:
    """A member's bytes. What it says of its own size is not believed: the bytes are counted as they come."""
    limit = min(left, max(RATIO_FLOOR, entry.compress_size * LARGEST_RATIO))
    pieces: list[bytes] = []
    size = 0
    with archive.open(entry) as member:
        while piece := member.read(_PIECE):
            size += len(piece)
            if size > limit:
                raise UnreadableFile(
                    f"the zip archive grows to more than is allowed when unpacked ({LARGEST_TOTAL >> 20:,} MB in all, "
                    f"{LARGEST_RATIO} times its size); send the files in parts, or unzipped"
                )
            pieces.append(piece)
    content = b"".join(pieces)
    if content.startswith(_ARCHIVE_OPENINGS + _OTHER_ARCHIVES) or entry.filename.lower().endswith(".zip"):
        raise UnreadableFile(
            f"the zip archive holds another archive or an Excel workbook ({entry.filename!r}); "
            "put the files in one archive as CSV, XML or JSON"
        )
    return content
