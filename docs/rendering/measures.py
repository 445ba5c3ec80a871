"""The page of measures: what each counts, by what it can be grouped, where DfE counts otherwise, and examples."""

from collections.abc import Iterable

from docs.rendering.codes import spoken
from docs.rendering.markdown import Page, bullets, code, page, table
from docs.rendering.measures_in_words import (
    AS_KNOWN_ON,
    COVERAGE,
    DIFFERENCES_FROM_DFE,
    HOW_FIGURES_ARE_COUNTED,
    MODES,
    annual_rules,
)
from docs.rendering.worked_examples import examples_of, worked_examples
from schoolward.measures import definitions
from schoolward.measures.definitions import BandRange, Measure, Rate, SessionCount, Threshold, UnitCount
from schoolward.measures.dimensions import dimensions
from schoolward.register.classes import StatisticalClass
from schoolward.register.codes import code_spans

CODE_COUNT = "code_<CODE>_sessions"
MOST_EXAMPLES_NAMED = 4


def measures() -> Page:
    """Every measure and dimension in tables, what stands round them in words, and the examples in "
    "chapters."""
    told = list(definitions.measures().values())
    of_codes = {f"code_{span.code}_sessions" for span in code_spans()}
    sessions = [each for each in told if isinstance(each, SessionCount) and each.name not in of_codes]
    return page(
        "measures.md",
        "Measures",
        "`schoolward measures` prints these definitions, `schoolward figures --measure NAME` counts them. "
        "The numbers in the last column lead to [worked examples](#worked-examples).",
        "## How figures are counted",
        bullets(HOW_FIGURES_ARE_COUNTED),
        "## Counts of sessions",
        _table(sessions),
        f"{code(CODE_COUNT)} counts the marks with one code, whatever its class on the day: {_code_counts()}. "
        "The codes are those of [every release](codes.md), the retired ones included. A shell needs quotation "
        "marks round `'code_\\_sessions'`.",
        "## Counts of enrolments and pupils",
        _table([each for each in told if isinstance(each, UnitCount)]),
        "## Rates",
        "A rate is one sum divided by another. It is never the mean of pupils', schools' or days' rates.",
        _table([each for each in told if isinstance(each, Rate)]),
        "## Dimensions",
        "By any combination of these a figure can be grouped (`--by`) and filtered (`--where`). What was "
        "never told is `not known`. A particular of a pupil is that of the session's day, so one enrolment "
        "can stand in two groups; before the first thing told of it, that first thing holds.",
        _dimensions(),
        "## Enrolments or pupils",
        *MODES,
        "## DfE's annual rules",
        *annual_rules(),
        "## Coverage",
        *COVERAGE,
        "## As known on",
        *AS_KNOWN_ON,
        "## Where DfE's figures differ",
        "With the same marks, roll and days, ours are DfE's: counts to the last session, rates to the last "
        "place. `schoolward reconcile` sets the two beside each other and names the likely causes of a "
        "difference. Known ones:",
        bullets(DIFFERENCES_FROM_DFE),
        '<a id="worked-examples"></a>\n\n## Worked examples',
        *worked_examples(),
        made_from="src/schoolward/measures and tests/spec/measures",
    )


def _table(told: Iterable[Measure]) -> str:
    rows = ((code(each.name), each.definition, _made_of(each), _examples(each.name)) for each in told)
    return table(("measure", "what it counts", "made of", "examples"), rows)


def _made_of(measure: Measure) -> str:
    """The definition as the engines have it."""
    if isinstance(measure, Rate):
        return f"{code(measure.numerator)} ÷ {code(measure.denominator)}"
    if isinstance(measure, SessionCount):
        if measure.codes:
            return "codes " + ", ".join(code(each) if each else "(empty)" for each in sorted(measure.codes))
        return ", ".join(spoken(each) for each in StatisticalClass if each in measure.classes)
    unit = "the mode's unit" if measure.unit == "mode" else f"{measure.unit}s, in either mode"
    return unit + (f", {_condition(measure.condition)}" if measure.condition else "")


def _condition(condition: Threshold | BandRange) -> str:
    """By whole numbers, as it is decided."""
    if isinstance(condition, Threshold):
        return f"{condition.one_in} × absent ≥ possible"
    above = f" < {condition.below_percent} × possible" if condition.below_percent is not None else ""
    return f"{condition.from_percent} × possible ≤ 100 × absent{above}"


def _examples(name: str) -> str:
    return ", ".join(each.link for each in examples_of(name)[:MOST_EXAMPLES_NAMED])


def _code_counts() -> str:
    codes = list(dict.fromkeys(span.code for span in code_spans()))
    return ", ".join(code(f"code_{each}_sessions") for each in codes)


def _dimensions() -> str:
    rows = [(code(each.name), each.meaning, _examples(each.name)) for each in dimensions()]
    cohort = "yes or no: in that cohort on the day, by the name that the cohorts files use, such as cohort:looked_after"
    rows.append((code("cohort:<name>"), cohort, _examples("cohort:<name>")))
    return table(("dimension", "meaning", "examples"), rows)
