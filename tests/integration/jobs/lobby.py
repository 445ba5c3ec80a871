"""Where tests send files from: a store, and two accounts that may."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from django.core.files.uploadedfile import SimpleUploadedFile

from schoolward.access.models import Account
from schoolward.audit.clock import now
from schoolward.audit.kinds import EventKind
from schoolward.audit.models import Event as AuditEvent
from schoolward.jobs.actions.loads import start_load
from schoolward.jobs.lease import Lease
from schoolward.jobs.models import LoadRun
from schoolward.jobs.nightly.night import NightlyJob
from schoolward.jobs.worker import work
from schoolward.people.models import School
from schoolward.store.snapshot import loads
from tests.spec.store.sent import Desk


@dataclass(frozen=True, kw_only=True)
class Lobby:
    """`officer` may load for the borough, `office` for the first school."""

    desk: Desk
    officer: Account
    office: Account

    def send(
        self, *files: str | tuple[str, bytes], by: Account | None = None, school: int | None = None,
        at: datetime | None = None,
    ) -> LoadRun:  # fmt: skip
        """Puts files in the queue."""
        named = [
            (f"file-{place}.csv", file.encode()) if isinstance(file, str) else file
            for place, file in enumerate(files)
        ]
        return start_load(
            home=self.desk.home,
            uploads=[SimpleUploadedFile(name, data) for name, data in named],
            school=None if school is None else School.objects.get(urn=school),
            sender="a school",
            by=(by or self.officer).actor,
            at=at or now(),
        )

    def work(self, *, worker: str = "here", nightly: Sequence[NightlyJob] = ()) -> None:
        """Works in this process until nothing is left to do."""
        work(home=self.desk.home, stop=Event(), lease=Lease(worker=worker), until_idle=True, nightly=nightly)

    def stored(self) -> list[int]:
        """The numbers of the store's loads."""
        numbers: list[int] = loads(self.desk.home)["load"].to_pylist()
        return numbers

    def waiting_files(self) -> list[str]:
        """The folders of the inbox."""
        return sorted(path.name for path in (self.desk.home.folder / "incoming").glob("*"))


def events_about(run: LoadRun, kind: EventKind) -> int:
    """How many events of that kind there are about the load."""
    return AuditEvent.objects.filter(kind=kind.value, subjects__subject=f"loadrun:{run.pk}").count()
