"""Whatever borough and whatever question come, every engine gives the oracle's answer, row for row."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from schoolward.engines import reference
from schoolward.engines.duckdb import answers
from schoolward.measures.definitions import measures
from schoolward.measures.dimensions import NOT_KNOWN, UnknownDimension, dimensions
from schoolward.measures.figures import AnnualRules, Figures, Mode, Question
from schoolward.store.snapshot import Snapshot, snapshot
from tests.contract.engines import Answer
from tests.property.worlds import COHORTS, World, home_for, send, worlds

MEASURES = tuple(measures())
DIMENSIONS = (*(dimension.name for dimension in dimensions()), *(f"cohort:{name}" for name in COHORTS))
VALUES = {
    "school": ("900001", "900002"),
    "phase": ("Primary", "secondary"),
    "trust": ("hawthorn trust", NOT_KNOWN),
    "sex": ("F", NOT_KNOWN),
    "free_school_meals": ("yes", "no", NOT_KNOWN),
    "out_of_borough": ("no", "attends_elsewhere", "lives_elsewhere"),
    "enrolment_status": ("M", "S"),
    "weekday": ("monday", "Friday"),
    "session": ("AM", "pm"),
    "term": ("2024/25 spring", "2024/25 summer"),
    **{f"cohort:{name}": ("yes", "no") for name in COHORTS},
}


@st.composite
def questions(draw: st.DrawFn, days: tuple[date, ...]) -> Question:
    """Any measures by any dimensions, of any of the days or of all time."""
    named = draw(st.lists(st.sampled_from(MEASURES), min_size=1, max_size=4, unique=True))
    ends = sorted(draw(st.tuples(st.sampled_from(days), st.sampled_from(days))))
    if draw(st.booleans()):
        ends = [days[0] - timedelta(days=40), days[-1] + timedelta(days=40)]
    where = []
    for name in draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=2)):
        where.append((name, draw(st.sampled_from(VALUES[name]))))
    return Question(
        measures=tuple(dict.fromkeys((*named, "possible_sessions", "persistent_absence_rate"))),
        by=tuple(draw(st.lists(st.sampled_from(DIMENSIONS), max_size=3, unique=True))),
        first_on=ends[0],
        last_on=ends[-1],
        where=tuple(where),
        mode=draw(st.sampled_from(Mode)),
        annual_rules=AnnualRules(
            ages_5_to_15=draw(st.booleans()),
            without_year_11_after_spring_bank_holiday=draw(st.booleans()),
            without_late_starters=draw(st.booleans()),
        ),
    )


def told(answer: Answer, known: Snapshot, question: Question) -> Figures | str:
    """The answer, or the words in which the engine refuses the question."""
    try:
        return answer(known, question)
    except UnknownDimension as fault:
        return str(fault)


@given(data=st.data(), world=worlds())
@settings(max_examples=60)
def test_duckdb_answers_as_the_reference_does(data: st.DataObject, world: World) -> None:
    with home_for(world) as home:
        for number in range(len(world.loads)):
            send(home, world, number)
        asked = data.draw(st.lists(questions(world.days), min_size=3, max_size=3), label="questions")
        for question in asked:
            number = data.draw(st.integers(-1, len(world.loads) - 1), label="as known after load")
            known = snapshot(home, world.received_at(number) + timedelta(hours=1))
            assert told(answers.answer, known, question) == told(reference.answer, known, question)
