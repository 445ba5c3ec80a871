"""The files of a delivery, each recognised, and set against the files that were loaded before."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schoolward.intake.batches import Context, Kind, ReadFile, UnreadableFile
from schoolward.intake.formats import Format, FormatOfManyFiles, expand, recognise
from schoolward.store.delivery import Delivery, sha256_of
from schoolward.store.layout import TableName
from schoolward.store.scrubs import refused_rows_gone_until
from schoolward.store.snapshot import Snapshot
from schoolward.store.summary import FileOutcome

HEAD = 65_536


@dataclass(frozen=True, kw_only=True)
class Source:
    """Bytes under a name: a file on disk, a member of an archive that was taken apart, or one written here."""

    name: str
    path: Path | None = None
    held: bytes = b""

    def data(self) -> bytes:
        """All of it."""
        return self.held if self.path is None else self.path.read_bytes()


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What is read as one: a file, or the pages of one school's delivery together.

    `retry`: the same bytes came before and some of their rows were refused; now only gaps are filled from them.
    """

    place: int
    name: str
    sha256: str
    sources: tuple[Source, ...] = field(repr=False)
    format: Format | FormatOfManyFiles | None = None
    already_loaded_in: int | None = None
    retry: bool = False
    unreadable: str | None = None

    @property
    def kind(self) -> Kind | None:
        """What its rows are about."""
        return None if self.format is None else self.format.kind

    def outcome(self, told: ReadFile | None = None, *, unreadable: str | None = None) -> FileOutcome:
        """What became of it, as far as reading goes."""
        return FileOutcome(
            name=self.name,
            kind="" if self.kind is None else self.kind.value,
            format="" if self.format is None else self.format.name,
            sha256=self.sha256,
            rows_read=0 if told is None else told.rows_read,
            rows_accepted=0 if told is None else told.accepted.num_rows,
            rows_rejected=0 if told is None else told.rejected.num_rows,
            warnings=() if told is None else told.warnings,
            already_loaded_in=self.already_loaded_in,
            unreadable=unreadable or self.unreadable,
        )


def read(file: Incoming, context: Context) -> ReadFile | str:
    """Its rows, or in words why it cannot be read."""
    try:
        if isinstance(file.format, FormatOfManyFiles):
            return file.format.read({source.name: source.data() for source in file.sources}, context)
        if file.format is None:
            return file.unreadable or "the file was not recognised"
        (source,) = file.sources
        return file.format.read(source.name, source.data(), context)
    except UnreadableFile as fault:
        return str(fault)


def incoming_files(delivery: Delivery, before: Snapshot) -> list[Incoming]:
    """Every file of the delivery, in order, with what is known of it before it is read."""
    history = _History.of(before)
    files: list[Incoming] = []
    together: dict[tuple[str, str], list[tuple[Source, str]]] = defaultdict(list)
    formats: dict[str, FormatOfManyFiles] = {}
    for source in _arrived(delivery):
        if not isinstance(source, Source):
            path, why = source
            files.append(_unreadable(len(files), why, name=str(path), data=path.read_bytes()))
            continue
        data = source.data()
        found = recognise(source.name, data[:HEAD])
        if found is None:
            files.append(_unreadable(len(files), NOT_RECOGNISED, name=source.name, data=data))
        elif isinstance(found, FormatOfManyFiles):
            formats[found.name] = found
            together[found.name, str(Path(source.name).parent)].append((source, sha256_of(data)))
        else:
            files.append(history.incoming(len(files), source.name, sha256_of(data), (source,), found))
    for (name, folder), members in together.items():
        fingerprint = sha256_of("".join(sorted(sha for _, sha in members)).encode())
        pages = tuple(source for source, _ in members)
        files.append(history.incoming(len(files), folder, fingerprint, pages, formats[name]))
    return files


NOT_RECOGNISED = (
    "the file is of no kind that Schoolward knows: its heading has none of the column names that tell marks, pupils, "
    "cohorts, identities, steps, schools, their links or calendars apart. docs/senders lists them."
)


def _arrived(delivery: Delivery) -> Iterator[Source | tuple[Path, str]]:
    """Each file, members of archives by themselves; of an archive that cannot be opened its path and why."""
    for name, data in delivery.written:
        yield Source(name=name, held=data)
    for path in delivery.paths:
        if path.suffix.lower() != ".zip":
            yield Source(name=str(path), path=path)
            continue
        try:
            members = list(expand(path.name, path.read_bytes()))
        except UnreadableFile as fault:
            yield path, str(fault)
            continue
        for member, data in members:
            yield Source(name=str(path / member), held=data)


def _unreadable(place: int, why: str, *, name: str, data: bytes) -> Incoming:
    return Incoming(place=place, name=name, sha256=sha256_of(data), sources=(), unreadable=why)


@dataclass(kw_only=True)
class _History:
    """Which bytes were loaded before, in which load, and whether rows of them were refused and can be tried again.

    Once a scrub has taken the refused rows they cannot: gaps that a scrub left are not to be filled again.
    """

    loaded: Mapping[str, tuple[int, bool]]
    seen: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, before: Snapshot) -> "_History":
        loaded: dict[str, tuple[int, bool]] = {}
        given_up = refused_rows_gone_until(before.rows(TableName.SCRUBS))
        for row in before.rows(TableName.LOAD_FILES).sort_by("load").to_pylist():
            if row["format"]:
                loaded[row["sha256"]] = (row["load"], row["rows_rejected"] > 0 and row["load"] > given_up)
        return cls(loaded=loaded)

    def incoming(
        self,
        place: int,
        name: str,
        sha256: str,
        sources: tuple[Source, ...],
        found: Format | FormatOfManyFiles,
    ) -> Incoming:
        load, refused = self.loaded.get(sha256, (None, False))
        if sha256 in self.seen:
            refused = False
        here_twice = sha256 in self.seen
        self.seen.add(sha256)
        return Incoming(
            place=place,
            name=name,
            sha256=sha256,
            sources=sources,
            format=found,
            already_loaded_in=(load or 0) if here_twice or (load is not None and not refused) else None,
            retry=load is not None and refused and not here_twice,
        )
