"""One writer at a time: a second load waits for the first, and a killed one lets go by itself."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def write_lock(folder: Path, *, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Holds the right to write in that folder. `waiting` is called once if another load holds it now.

    The lock is the operating system's: it ends with the process, however that ends.
    """
    with (folder / "write.lock").open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting is not None:
                waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
