"""What every test runs under: repeatable property tests, and nobody drawing from a global generator."""

import random
from collections.abc import Iterator

import hypothesis
import numpy as np
import pytest
import rich.style  # noqa: F401 (draws a number when it is first imported, which is no test's doing)

hypothesis.settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "thorough", parent=hypothesis.settings.get_profile("ci"), derandomize=False, max_examples=1000
)
# The same examples on every machine and every run; `pytest --hypothesis-profile thorough` looks further.
hypothesis.settings.load_profile("ci")


def _global_random_state() -> tuple[object, bytes, int]:
    _, keys, position, *_ = np.random.get_state()  # noqa: NPY002 (read, not drawn from)
    return random.getstate(), np.asarray(keys).tobytes(), int(position)


@pytest.fixture(autouse=True)
def _global_random_is_not_used() -> Iterator[None]:
    """Fails a test during which the generators of `random` or `numpy.random` were drawn from or seeded.

    A figure or a file that depends on them could not be made again. Pass a seeded generator instead.
    """
    before = _global_random_state()
    yield
    if _global_random_state() != before:
        pytest.fail(
            "this test, or what it ran, used the global random generator: "
            "pass a `random.Random(seed)` or a `numpy.random.default_rng(seed)` instead"
        )
