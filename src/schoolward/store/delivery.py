"""What was put before a load: files, folders or a manifest, in the order in which they are to be taken."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

MANIFEST_FORMAT = "schoolward-manifest-1"


class BadDelivery(ValueError):
    """The paths cannot be taken as they are; the message says which and why."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Files that arrived together and are loaded together, all or none.

    `written` are files that this system writes itself, by name: they lie nowhere on disk. `received_now`: nobody said
    when they came, so that it is the time at which somebody began to load them.
    """

    received_at: datetime
    sender: str
    paths: tuple[Path, ...] = ()
    written: tuple[tuple[str, bytes], ...] = ()
    received_now: bool = False

    def __post_init__(self) -> None:
        if self.received_at.tzinfo is None:
            raise BadDelivery(
                f"the time {self.received_at.isoformat()} needs a time zone, for example +00:00"
            )


def deliveries(
    paths: Sequence[Path], *, received_at: datetime, sender: str, received_now: bool = False
) -> list[Delivery]:
    """One delivery for the files and folders, or those that a manifest lists.

    Files of a folder are taken by name, numbers in their order. A folder with a manifest.json is what that says.
    """
    loose: list[Path] = []
    listed: list[Delivery] = []
    for path in paths:
        if not path.exists():
            raise BadDelivery(f"there is no file or folder {path}")
        manifest = path / "manifest.json" if path.is_dir() else path
        if manifest.is_file() and _is_manifest(manifest):
            listed.extend(_from_manifest(manifest))
        elif path.is_dir():
            inside = [p for p in path.rglob("*") if p.is_file() and not _is_hidden(p.relative_to(path))]
            loose.extend(sorted(inside, key=_by_name))
        elif path.is_file():
            loose.append(path)
        else:
            raise BadDelivery(
                f"{path} is neither a file nor a folder: save what it gives as a file, and load that"
            )
    if loose:
        listed.append(
            Delivery(
                received_at=received_at,
                sender=sender,
                paths=tuple(dict.fromkeys(loose)),
                received_now=received_now,
            )
        )
    if not listed:
        raise BadDelivery("there are no files in " + ", ".join(str(path) for path in paths))
    return listed


def sha256_of(data: bytes) -> str:
    """The file's fingerprint: the same bytes have the same one."""
    return hashlib.sha256(data).hexdigest()


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _by_name(path: Path) -> list[tuple[int, int, str]]:
    parts = re.split(r"(\d+)", str(path))
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def _is_manifest(path: Path) -> bool:
    if path.suffix != ".json":
        return False
    with path.open("rb") as file:
        return MANIFEST_FORMAT.encode() in file.read(400)


def _from_manifest(path: Path) -> Iterator[Delivery]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        loads = [
            (
                datetime.fromisoformat(item["received_at"]),
                str(item["sender"]),
                _names_in(item["files"]),
            )
            for item in told["loads"]
        ]
    except (ValueError, KeyError, TypeError) as fault:
        raise BadDelivery(
            f"{path} is not a manifest that can be read ({fault}). It needs a list 'loads', each with received_at "
            "(date, time and zone), sender and files."
        ) from fault
    for at, sender, names in loads:
        files = tuple(path.parent / name for name in names)
        for file in files:
            if not file.resolve().is_relative_to(path.parent.resolve()):
                raise BadDelivery(f"{path} names {file}, which is outside its own folder")
            if not file.is_file():
                raise BadDelivery(f"{path} names {file}, which is not there")
        yield Delivery(received_at=at, sender=sender, paths=files)


def _names_in(files: object) -> list[str]:
    if not isinstance(files, list):
        raise TypeError("files is not a list")
    return [str(name) for name in files]
