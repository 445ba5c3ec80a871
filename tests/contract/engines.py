"""Every engine that answers questions, with what each cannot do yet and why."""

from collections.abc import Callable
from dataclasses import dataclass

from schoolward.engines import reference
from schoolward.engines.duckdb import answers
from schoolward.measures.figures import Figures, Question
from schoolward.store.snapshot import Snapshot
from tests.contract import spark

Answer = Callable[[Snapshot, Question], Figures]


@dataclass(frozen=True, kw_only=True)
class Engine:
    """An engine under its name. `gaps`: questions of the contract that it cannot answer, each with the reason.

    `why_absent` says why the engine is not on this machine at all, if it is not.
    """

    name: str
    answer: Answer
    gaps: tuple[tuple[str, str], ...] = ()
    why_absent: Callable[[], str | None] = lambda: None

    def gap(self, question: str) -> str | None:
        """Why it cannot answer that question of the contract, or None if it can."""
        return dict(self.gaps).get(question)


ENGINES = (
    Engine(name="reference", answer=reference.answer),
    Engine(name="duckdb", answer=answers.answer),
)
"""Those that the product runs on."""

SPARK = Engine(name="spark", answer=spark.answer, why_absent=spark.why_absent)
"""DuckDB's SQL as sqlglot turns it into Spark's: the proof that the same text runs there. Only tests use it so far."""
