"""Stories that the register tells alone: codes left open, illness, suspension, unauthorised absence, faulty marks."""

from datetime import date

from schoolward.demo.steps.matter import matter
from schoolward.demo.stories.story import PRIMARIES, SECONDARIES, Laid, Story, Who

OF_REGISTERS = (
    Story(
        name="code N left standing",
        tells="A day with code N eight school days ago, of which the school never found out the reason.",
        fires={"code_n_overdue": "overdue"},
        marks=(Laid("N", 8, 8),),
    ),
    Story(
        name="code N of this week",
        tells="Code N on the afternoon two school days ago: the school still has time.",
        fires={"code_n_overdue": "within_time"},
        marks=(Laid("N", 2, 2, "PM"),),
    ),
    Story(
        name="code N replaced",
        tells="Two days first sent as N turn out to be illness, and are sent again as I.",
        fires={"code_n_overdue": "no_code_n"},
        marks=(Laid("I", 23, 22, sent="N"),),
    ),
    Story(
        name="ten days without leave, no return",
        tells="Twelve school days of O in a row until the day before yesterday, and no attendance return.",
        fires={"ten_day_unauthorised_absence": "return_expected", "penalty_notice_threshold": "met"},
        marks=(Laid("O", 13, 2),),
    ),
    Story(
        name="ten days without leave, return made",
        tells="Thirteen school days of O in a row in October; the school made its attendance return on the last.",
        fires={"ten_day_unauthorised_absence": "return_received", "penalty_notice_threshold": "met"},
        marks=(Laid("O", 29, 17),),
        matters=(matter("attendance_return", ("received", 30)),),
    ),
    Story(
        name="nine days without leave",
        tells="Nine school days of O in a row: one short of a return, and well above the threshold for a notice.",
        fires={"ten_day_unauthorised_absence": "not_reached", "penalty_notice_threshold": "met"},
        marks=(Laid("O", 10, 2),),
    ),
    Story(
        name="seventeen days ill",
        tells="Ill for seventeen school days until last week: neither a sickness return nor a decision on education.",
        fires={"fifteen_day_sickness": "return_expected", "section_19_clock": "decision_due"},
        marks=(Laid("I", 22, 6),),
    ),
    Story(
        name="ill for a month, education arranged",
        tells="Ill for seventeen school days; a return was made, and the authority arranged tuition, marked K.",
        fires={"fifteen_day_sickness": "return_received", "section_19_clock": "decided"},
        marks=(Laid("I", 33, 17), Laid("K", 16, 0)),
        matters=(
            matter("sickness_return", ("received", 38)),
            matter("section_19", ("decided", 32, "hospital and home teaching"), ("provision_began", 28)),
        ),
    ),
    Story(
        name="twelve days ill",
        tells="Ill for twelve school days, and still so: near the day on which the authority decides.",
        fires={"fifteen_day_sickness": "not_reached", "section_19_clock": "approaching"},
        marks=(Laid("I", 11, 0),),
    ),
    Story(
        name="suspended beyond the fifth day",
        tells="Code E for eight school days up to the last: from the sixth, provision had to be arranged.",
        fires={"suspension_beyond_day_five": "beyond_day_five"},
        who=Who(years=(7, 10), kinds=SECONDARIES),
        marks=(Laid("E", 7, 0),),
    ),
    Story(
        name="suspended too long, and back",
        tells="Code E for seven school days in October, then back in school.",
        fires={"suspension_beyond_day_five": "was_beyond_day_five"},
        who=Who(years=(7, 10), kinds=SECONDARIES),
        marks=(Laid("E", 30, 24),),
    ),
    Story(
        name="suspended for four days",
        tells="Code E for the last four school days: within what a child may be left without provision.",
        fires={"suspension_beyond_day_five": "within_five_days"},
        who=Who(years=(7, 10), kinds=SECONDARIES),
        marks=(Laid("E", 3, 0),),
    ),
    Story(
        name="suspended, with provision from the sixth day",
        tells="Code E for five school days, then B for the provision elsewhere.",
        fires={"suspension_beyond_day_five": "not_suspended"},
        who=Who(years=(7, 10), kinds=SECONDARIES),
        marks=(Laid("E", 12, 8), Laid("B", 7, 0)),
    ),
    Story(
        name="a withdrawn code and a blank",
        tells="An interview marked J, which became J1 in August 2024; and an afternoon of which no register was taken.",
        fires={"register_marks": "to_put_right"},
        who=Who(years=(9, 10), kinds=SECONDARIES),
        marks=(Laid("J", 16, 16, "AM"), Laid("", 9, 9, "PM")),
    ),
    Story(
        name="code X a few days too long",
        tells="Five since the winter and of compulsory school age on 31 March, with X until the term ended on 2 April.",
        fires={"compulsory_school_age": "code_x_unusual"},
        who=Who(years=(1, 1), kinds=PRIMARIES, of_age_from=date(2026, 3, 31)),
        marks=(Laid("X", date(2026, 3, 31), date(2026, 4, 2), "PM"),),
    ),
    Story(
        name="born a year earlier than the roll said",
        tells="The roll gave a wrong year of birth, so that X on the afternoons of two weeks in September was taken "
        "in; the school mended it on 16 November: the child had been of compulsory school age all along.",
        fires={"compulsory_school_age": "code_x_refused"},
        who=Who(years=(1, 1), kinds=PRIMARIES, of_age_from=date(2026, 8, 31)),
        marks=(Laid("X", date(2026, 9, 7), date(2026, 9, 18), "PM"),),
        birth_mended_on=date(2026, 11, 16),
    ),
    Story(
        name="more and more away",
        tells="Hardly a day missed in September and October; ill on eight of the last fifteen school days.",
        fires={"absence_tier": "persistent"},
        marks=(Laid("I", 12, 9), Laid("I", 5, 2)),
    ),
    Story(
        name="a little too often away",
        tells="Four days of illness since September: at risk of persistent absence.",
        fires={"absence_tier": "at_risk"},
        marks=(Laid("I", 31, 30), Laid("I", 7, 6)),
    ),
)
