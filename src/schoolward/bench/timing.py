"""Times things in turn, so that a machine that slows down slows all of them."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter


@dataclass(kw_only=True)
class Timings:
    """Seconds of each thing, by name, in the order of the rounds."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def time(self, name: str, do: Callable[[], object]) -> object:
        """Does it, notes how long it took, and gives what it gave."""
        start = perf_counter()
        given = do()
        self.seconds.setdefault(name, []).append(perf_counter() - start)
        return given

    def median(self, name: str) -> float:
        """The middle one of a thing's times."""
        return median(self.seconds[name])

    def ratio(self, name: str, to: str) -> float:
        """How many times the one the other takes: the middle of the rounds' ratios, where both ran in every round."""
        pairs = zip(self.seconds[name], self.seconds[to], strict=False)
        return median(one / other for one, other in pairs)


def peak_of(code: str, *arguments: str) -> int:
    """The most memory, in bytes, that a Python process of its own holds while it runs the code.

    Read from Linux's own note on the process, since what getrusage says of a child includes its parent's size.
    """
    program = (
        f"{code}\nfor line in open('/proc/self/status'):\n"
        "    if line.startswith('VmHWM'): sys.stdout.write(line.split()[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True
    )
    return int(done.stdout) * 1024
