"""Cases of the rule on how long an entry in a register is kept."""

from schoolward.law.decision import Decision
from schoolward.law.rules.register_retention import RULE, register_retention
from tests.spec.law.case import Case, Given, RuleChapter


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule."""
    return register_retention(
        made_on=given.required_day("made"),
        open_proceedings=given.is_so("open proceedings"),
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="Every entry in a register is kept for six years from the day on which it was made. Until 19 August 2024 "
    "it was three. The period of the day that is asked about is applied to every entry, older ones too. That an entry "
    "is kept for longer while proceedings are open is Schoolward's own reading, and the decision says so.",
    judge=judge,
    cases=(
        Case(
            title="An entry is kept until the sixth anniversary of the day on which it was made, that day included",
            as_at="9 Sep 2030",
            given="made | 9 Sep 2024",
            outcome="keep",
            reasons="The entry was made on 9 Sep 2024, and an entry is kept for 6 years from that day: "
            "until 9 Sep 2030.",
        ),
        Case(
            title="From the day after that it may be reviewed",
            as_at="10 Sep 2030",
            given="made | 9 Sep 2024",
            outcome="may_be_reviewed",
            reasons="The entry was made on 9 Sep 2024, and an entry is kept for 6 years from that day: "
            "that time was over on 9 Sep 2030.\n"
            "Whether it is still needed can now be reviewed.",
            since="10 Sep 2030",
        ),
        Case(
            title="An entry of 2019, made when three years were enough, is kept for six as well",
            as_at="1 Oct 2024",
            given="made | 9 Sep 2019",
            outcome="keep",
            reasons="The entry was made on 9 Sep 2019, and an entry is kept for 6 years from that day: "
            "until 9 Sep 2025.",
            note="Whether an entry whose three years had ended before 19 August 2024 is caught was not "
            "read. It is kept.",
        ),
        Case(
            title="While proceedings are open the entry is kept on, by Schoolward's own reading",
            as_at="10 Sep 2030",
            given="made | 9 Sep 2024\nopen proceedings | yes",
            outcome="keep_for_proceedings",
            reasons="The entry was made on 9 Sep 2024, and an entry is kept for 6 years from that day: "
            "that time was over on 9 Sep 2030.\n"
            "Proceedings that may rest on it are open, and it is kept until the proceedings are over. This "
            "is Schoolward's own reading, not the text of the regulation.",
            since="10 Sep 2030",
        ),
        Case(
            title="Open proceedings change nothing as long as the six years run",
            as_at="1 Oct 2026",
            given="made | 9 Sep 2024\nopen proceedings | yes",
            outcome="keep",
            reasons="The entry was made on 9 Sep 2024, and an entry is kept for 6 years from that day: "
            "until 9 Sep 2030.",
        ),
        Case(
            title="An authority can keep entries for longer, and never for less",
            as_at="10 Sep 2030",
            given="""
            made   | 9 Sep 2024
            policy | [[register_retention_years]]
            policy | from = 2025-09-01
            policy | value = 7
            policy | citation = "Demo Borough retention schedule, line 12"
            """,
            outcome="keep",
            reasons="The entry was made on 9 Sep 2024, and an entry is kept for 7 years from that day: "
            "until 9 Sep 2031.",
        ),
        Case(
            title="An entry of 29 February is kept until 28 February of the sixth year",
            as_at="28 Feb 2034",
            given="made | 29 Feb 2028",
            outcome="keep",
            reasons="The entry was made on 29 Feb 2028, and an entry is kept for 6 years from that day: "
            "until 28 Feb 2034.",
        ),
    ),
)  # fmt: skip
