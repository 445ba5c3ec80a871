"""Keeps the clock and unseeded chance out of the package: a figure asked twice must come out the same."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.completeness.source import PACKAGE, listed, modules

# The one place that may read the clock: the console asks it once and passes the answer down.
MAY_READ_THE_CLOCK = {"src/schoolward/audit/clock.py"}

CLOCK = {
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.asctime",
    "time.strftime", "pandas.Timestamp.now", "pandas.Timestamp.today",
}  # fmt: skip
"""Wall clocks. `time.perf_counter` and `time.monotonic` measure how long something took, and are no dates."""

OWN_GENERATORS = {
    "random.Random", "numpy.random.default_rng", "numpy.random.Generator", "numpy.random.SeedSequence",
    "numpy.random.BitGenerator", "numpy.random.PCG64", "numpy.random.PCG64DXSM", "numpy.random.Philox",
}  # fmt: skip
"""What may be used of `random` and `numpy.random`: generators that one makes, seeds and passes."""

IN_SQL = re.compile(
    r"\b(current_date|current_time|current_timestamp|localtimestamp|get_current_timestamp|setseed"
    r"|(now|today|random|rand)\s*\(\s*\))",
    re.IGNORECASE,
)


def _names_of_imports(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for, in full."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.split(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def _full_name(node: ast.expr, imports: dict[str, str]) -> str | None:
    """`np.random.rand` as `numpy.random.rand`; None for what is no imported name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in imports:
        return None
    return ".".join([imports[node.id], *reversed(parts)])


def _docstrings(tree: ast.Module) -> set[ast.expr]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def faults_in(text: str) -> Iterator[tuple[int, str]]:
    """Every line of the module that reads the clock or draws from a generator that nobody seeded."""
    tree = ast.parse(text)
    imports = _names_of_imports(tree)
    docstrings = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            name = _full_name(node, imports) or ""
            if name in CLOCK:
                yield node.lineno, f"{name} reads the clock"
            drawn_from = re.match(r"(numpy\.random|random)\.\w+", name)
            if drawn_from and drawn_from.group() not in OWN_GENERATORS:
                yield node.lineno, f"{name} is the global random generator"
        elif isinstance(node, ast.Call) and not node.args and not node.keywords:
            name = _full_name(node.func, imports) or ""
            if name in OWN_GENERATORS:
                yield node.lineno, f"{name}() has no seed"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            if found := IN_SQL.search(node.value):
                yield node.lineno, f"{found.group()} in SQL reads the clock or draws without a seed"


def test_no_module_reads_the_clock_or_global_random() -> None:
    faults = [
        f"{module.name}:{line} {fault}"
        for module in modules()
        if module.name not in MAY_READ_THE_CLOCK
        for line, fault in faults_in(module.text)
    ]
    assert not faults, listed(
        faults,
        "Take the date, the instant or a seeded generator as an argument (audit/clock.py reads the clock):",
    )


def test_no_sql_file_reads_the_clock_or_draws_without_a_seed() -> None:
    faults = [
        f"{path.name}: {found.group()}"
        for path in sorted(PACKAGE.rglob("*.sql"))
        for found in IN_SQL.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not faults, listed(faults, "Bind the date as a parameter of the query:")


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\ndatetime.datetime.now()",
        "import datetime as dt\ndt.date.today()",
        "from datetime import datetime\nfield(default_factory=datetime.now)",
        "from datetime import date\nimport x\ndate.today()",
        "import time\ntime.time()",
        "from time import time as seconds\nseconds()",
        "import random\nrandom.shuffle(pupils)",
        "from random import choice\nchoice(pupils)",
        "import numpy as np\nnp.random.seed(1)",
        "from numpy import random\nrandom.normal()",
        "from numpy.random import default_rng\ndefault_rng()",
        "from random import Random\nRandom()",
        "sql = f'SELECT {x} WHERE date < current_date'",
        "sql = 'SELECT now()'",
    ],
)
def test_what_is_refused(text: str) -> None:
    assert list(faults_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\ndatetime.date(2026, 9, 1)",
        "from datetime import datetime\ndatetime.fromisoformat('2026-09-01')",
        "import time\ntime.perf_counter()",
        "import random\nrandom.Random(7).shuffle(pupils)",
        "import numpy as np\nnp.random.default_rng(7).normal()",
        '"""What `now()` and current_date would do is not asked of SQL."""',
        "random = draw(seed)\nrandom.shuffle(pupils)",
    ],
)
def test_what_is_allowed(text: str) -> None:
    assert list(faults_in(text)) == []
