"""Holds the cohorts of a question against those that files have named, so that a slip is not answered with `no`."""

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.measures.dimensions import Source, UnknownDimension
from schoolward.measures.figures import Question


def asked_cohorts(question: Question, cohorts: pa.Table) -> tuple[str, ...]:
    """The cohorts that the question groups or filters by, by alphabet. UnknownDimension for one that nobody named."""
    dimensions = (*question.dimensions, *(dimension for dimension, _ in question.filters))
    asked = sorted({dimension.cohort for dimension in dimensions if dimension.source is Source.COHORT})
    in_use = sorted(pc.unique(cohorts["cohort"]).to_pylist())
    for name in asked:
        if name not in in_use:
            raise UnknownDimension(
                f"no file ever named the cohort {name!r}. Cohorts in use: {', '.join(in_use) or 'none'}."
            )
    return tuple(asked)
