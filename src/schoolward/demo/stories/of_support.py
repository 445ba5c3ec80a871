"""Stories of support: severe absence with and without a plan, part-time timetables, those who have to be told."""

from schoolward.demo.steps.matter import matter
from schoolward.demo.stories.story import SECONDARIES, Laid, Story, Who

_MOST_OF_THE_TERM = (Laid("I", 50, 40), Laid("I", 37, 22), Laid("I", 18, 9))
_ALL_AFTERNOONS = "Mon PM, Tue PM, Wed PM, Thu PM, Fri PM"
_OLDER = Who(years=(7, 10), kinds=SECONDARIES)

OF_SUPPORT = (
    Story(
        name="severely absent, no plan",
        tells="Ill for well over half of the term; nobody has agreed a plan.",
        fires={"absence_tier": "severe", "severe_absence_without_plan": "no_plan"},
        marks=_MOST_OF_THE_TERM,
    ),
    Story(
        name="severely absent, a plan without a lead",
        tells="As severely absent; a plan was agreed, and it names nobody to lead it.",
        fires={"absence_tier": "severe", "severe_absence_without_plan": "no_lead"},
        marks=_MOST_OF_THE_TERM,
        matters=(matter("support_plan", ("agreed", 35)),),
    ),
    Story(
        name="severely absent, the plan's review overdue",
        tells="As severely absent; the plan of September has never been reviewed.",
        fires={"absence_tier": "severe", "severe_absence_without_plan": "review_overdue"},
        marks=_MOST_OF_THE_TERM,
        matters=(matter("support_plan", ("agreed", 60), ("lead", 60, "early help worker")),),
    ),
    Story(
        name="severely absent, with a plan",
        tells="As severely absent; the plan has a lead and was reviewed this month.",
        fires={"absence_tier": "severe", "severe_absence_without_plan": "in_order"},
        marks=_MOST_OF_THE_TERM,
        matters=(
            matter("support_plan", ("agreed", 53), ("lead", 53, "family support worker"), ("reviewed", 16)),
            matter("contact", ("telephone_call", 70), ("home_visit", 65), ("meeting", 53)),
        ),
    ),
    Story(
        name="mornings only",
        tells="In school in the mornings, under a timetable agreed for this half-term: severely absent by C2 alone.",
        fires={"absence_tier": "severe", "part_time_timetable": "in_order"},
        who=_OLDER,
        marks=(Laid("C2", 60, 0, "PM"),),
        matters=(
            matter(
                "part_time_timetable",
                ("agreed", 80),
                ("parent_agreed", 80),
                ("starts", 80),
                ("sessions_off", 80, _ALL_AFTERNOONS),
                ("reviewed", 49),
                ("reviewed", 14),
                ("ends", -21),
            ),
            matter("support_plan", ("agreed", 80), ("lead", 80, "inclusion officer"), ("reviewed", 14)),
        ),
    ),
    Story(
        name="part-time without a timetable",
        tells="C2 on the last three weeks' afternoons, and nothing on record that school and parent agreed.",
        fires={"part_time_timetable": "no_agreed_plan"},
        marks=(Laid("C2", 14, 0, "PM"),),
    ),
    Story(
        name="part-time after the timetable's end",
        tells="A timetable for six weeks ended at half-term; the register has C2 as if it had not.",
        fires={"part_time_timetable": "plan_expired"},
        marks=(Laid("C2", 40, 0, "PM"),),
        matters=(
            matter(
                "part_time_timetable",
                ("agreed", 70),
                ("parent_agreed", 70),
                ("starts", 67),
                ("sessions_off", 70, _ALL_AFTERNOONS),
                ("reviewed", 42),
                ("ends", 28),
            ),
        ),
    ),
    Story(
        name="part-time otherwise than agreed",
        tells="The timetable leaves the afternoons free; the register has C2 on the mornings of this week as well.",
        fires={"part_time_timetable": "marks_do_not_match"},
        who=_OLDER,
        marks=(Laid("C2", 13, 0, "PM"), Laid("C2", 4, 0, "AM")),
        matters=(
            matter(
                "part_time_timetable",
                ("agreed", 21),
                ("parent_agreed", 21),
                ("starts", 18),
                ("sessions_off", 21, _ALL_AFTERNOONS),
                ("ends", -21),
            ),
        ),
    ),
    Story(
        name="part-time and never reviewed",
        tells="A timetable of September that runs to Christmas, and has not been looked at since it began.",
        fires={"part_time_timetable": "review_overdue"},
        who=_OLDER,
        marks=(Laid("C2", 48, 0, "PM"),),
        matters=(
            matter(
                "part_time_timetable",
                ("agreed", 74),
                ("parent_agreed", 74),
                ("starts", 70),
                ("sessions_off", 74, _ALL_AFTERNOONS),
                ("ends", -28),
            ),
        ),
    ),
    Story(
        name="unexplained, and nobody told",
        tells="A child in need, with a social worker: not in school today, and nobody knows why.",
        fires={"first_unexplained_absence": "tell_now", "code_n_overdue": "within_time"},
        cohorts=("child_in_need", "social_worker"),
        marks=(Laid("N", 0, 0),),
    ),
    Story(
        name="unexplained, and the social worker told",
        tells="A looked-after child, away without explanation yesterday and today; the social worker was told at once.",
        fires={"first_unexplained_absence": "told", "code_n_overdue": "within_time"},
        cohorts=("looked_after", "social_worker"),
        marks=(Laid("N", 1, 0),),
        matters=(matter("professional_told", ("told", 1, "social worker"), ("told", 1, "virtual school")),),
    ),
)
