"""What a load did, file by file, in numbers that add up."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from schoolward.store.marks_merge import Merged


@dataclass(frozen=True, kw_only=True)
class FileOutcome:
    """What became of one file. `already_loaded_in` names the load that took the same bytes before."""

    name: str
    kind: str
    format: str
    sha256: str
    rows_read: int = 0
    rows_accepted: int = 0
    rows_rejected: int = 0
    warnings: tuple[str, ...] = ()
    already_loaded_in: int | None = None
    unreadable: str | None = None

    def moving_to_rejected(self, rows: int) -> "FileOutcome":
        """The same with some accepted rows refused after all."""
        return replace(self, rows_accepted=self.rows_accepted - rows, rows_rejected=self.rows_rejected + rows)

    def row(self, load: int, place: int) -> dict[str, object]:
        """The row of table load_files; its format is empty where the file could not be read."""
        return {
            "load": load,
            "file": place,
            "name": self.name,
            "sha256": self.sha256,
            "kind": self.kind,
            "format": "" if self.unreadable else self.format,
            "rows_read": self.rows_read,
            "rows_accepted": self.rows_accepted,
            "rows_rejected": self.rows_rejected,
            "warnings": "\n".join((*self.warnings, *([self.unreadable] if self.unreadable else []))),
        }


@dataclass(frozen=True, kw_only=True)
class LoadSummary:
    """What a load did. `load` is null where nothing had to be done, since every file was loaded before."""

    load: int | None
    received_at: datetime
    sender: str
    files: tuple[FileOutcome, ...]
    marks: Merged = field(default_factory=Merged)
    rejected_by_reason: tuple[tuple[str, int], ...] = ()

    @property
    def rows_read(self) -> int:
        """Rows in all files that were read now."""
        return sum(file.rows_read for file in self.files)

    @property
    def rows_accepted(self) -> int:
        """Rows that may stand."""
        return sum(file.rows_accepted for file in self.files)

    @property
    def rows_rejected(self) -> int:
        """Rows that were refused, each kept with its reason."""
        return sum(file.rows_rejected for file in self.files)

    @property
    def unreadable_files(self) -> int:
        """Files that could not be read at all."""
        return sum(file.unreadable is not None for file in self.files)
