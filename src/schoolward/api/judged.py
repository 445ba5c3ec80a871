"""Keeps the lists of calls that were judged last, since judging a borough takes seconds."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from schoolward.attention.borough import Judged, judge_again, judge_borough
from schoolward.attention.law_of_home import POLICY_FILE, law_of
from schoolward.reports.figures import NothingKnown
from schoolward.store.home import Home
from schoolward.store.snapshot import snapshot

MOST_LISTS = 4
"""Days of which a process keeps the list: today for most callers, and a few that somebody looks back to."""


@dataclass(frozen=True)
class Kept:
    """A list, of which home it is, and by which local policy it was judged."""

    home: Home
    policy: bytes
    judged: Judged


@dataclass
class JudgedLists:
    """The lists of a few days, those asked for last. One caller judges at a time; others wait for the same list."""

    most: int = MOST_LISTS
    _lists: OrderedDict[date, Kept] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, home: Home, as_at: date) -> Judged:
        """The borough judged as at the day by what is known now. After a load only those are judged of whom it told."""
        with self._lock:
            known = snapshot(home)
            if known.load == 0:
                raise NothingKnown("nothing has been loaded yet")
            policy = _policy(home)
            kept = self._lists.pop(as_at, None)
            if kept is None or kept.home != home or kept.policy != policy:
                judged = judge_borough(known, as_at=as_at, law=law_of(home))
            elif kept.judged.load == known.load:
                judged = kept.judged
            else:
                judged = judge_again(kept.judged, known, law=law_of(home))
            self._lists[as_at] = Kept(home, policy, judged)
            while len(self._lists) > self.most:
                self._lists.popitem(last=False)
            return judged


def _policy(home: Home) -> bytes:
    path = home.folder / POLICY_FILE
    return path.read_bytes() if path.exists() else b""


lists = JudgedLists()
"""Those of this process."""
