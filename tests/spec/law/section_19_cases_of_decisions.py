"""Cases of the days out of school: what a decision covers, and whether provision follows it."""

from tests.spec.law.case import Case
from tests.spec.law.section_19_words import COVERS, DUTY, PUPIL

NO_DAY_SET = (
    "The law sets no day by which provision begins, and it is to be prompt. Here it is asked after once 15 school days "
    "have passed since the decision, the last of them"
)

CASES_OF_DECISIONS = (
    Case(
        title="A decision covers the days up to and including its own, before the fifteenth or after it",
        as_at="30 Sep 2025",
        given=PUPIL
        + """
        marks | 1 Sep 2025: I x 32
        step  | section_19 S1 decided 10 Sep 2025: home tuition, five hours a week
        step  | section_19 S1 provision_began 15 Sep 2025
        """,
        outcome="decided",
        reasons=f"""
        16 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
22 Sep 2025.
        The authority decided on 10 Sep 2025: home tuition, five hours a week.
        Provision began on 15 Sep 2025.
        {COVERS}: 8 such days have come since, and 7 more days would call for another.
        """,
        since="10 Sep 2025",
    ),
    Case(
        title="Fourteen days after the latest decision are near the next",
        as_at="2 Oct 2025",
        given=PUPIL
        + """
        marks | 1 Sep 2025: I x 48
        step  | section_19 S1 decided 3 Sep 2025: to wait
        step  | section_19 S1 decided 12 Sep 2025: home tuition
        step  | section_19 S1 provision_began 15 Sep 2025
        """,
        outcome="approaching",
        reasons=f"""
        24 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
2 Oct 2025.
        The authority decided on 12 Sep 2025: home tuition.
        Provision began on 15 Sep 2025.
        {COVERS}: 14 such days have come since, and 1 more day would call for another.
        """,
        since="26 Sep 2025",
    ),
    Case(
        title="Fifteen further days call for another, though provision goes on",
        as_at="10 Oct 2025",
        given=PUPIL
        + """
        marks | 1 Sep 2025: I x 60
        step  | section_19 S1 decided 3 Sep 2025: to wait
        step  | section_19 S1 decided 12 Sep 2025: home tuition
        step  | section_19 S1 provision_began 15 Sep 2025
        """,
        outcome="decision_due",
        reasons=f"""
        30 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
10 Oct 2025. Counted after the decision of 12 Sep 2025, 15 days were reached on 3 Oct 2025.
        {DUTY}
        The authority decided on 12 Sep 2025: home tuition. {COVERS}, and no later one is on record. Provision \
began on 15 Sep 2025.
        """,
        since="3 Oct 2025",
        due="3 Oct 2025",
    ),
    Case(
        title="One taken before the first of the days covers none of them",
        as_at="30 Sep 2025",
        given=PUPIL
        + """
        marks | 8 Sep 2025: I x 30
        step  | section_19 S1 decided 5 Sep 2025: to wait
        step  | section_19 S2 provision_began 29 Sep 2025
        """,
        outcome="decision_due",
        reasons=f"""
        15 whole school days of 2025/26 have no other code than I, E, Q, the first 8 Sep 2025 and the latest \
26 Sep 2025. Counted after the decision of 5 Sep 2025, 15 days were reached on 26 Sep 2025.
        {DUTY}
        The authority decided on 5 Sep 2025: to wait. {COVERS}, and no later one is on record. Provision began on \
29 Sep 2025.
        """,
        since="26 Sep 2025",
        due="26 Sep 2025",
    ),
    Case(
        title="Provision without a decision is none",
        as_at="30 Sep 2025",
        given=PUPIL + "marks | 8 Sep 2025: I x 30\nstep | section_19 S1 provision_began 29 Sep 2025",
        outcome="decision_due",
        reasons=f"""
        15 whole school days of 2025/26 have no other code than I, E, Q, the first 8 Sep 2025 and the latest \
26 Sep 2025. The 15 days were reached on 26 Sep 2025.
        {DUTY}
        No decision taken on or after 8 Sep 2025 is on record. Provision began on 29 Sep 2025.
        """,
        since="26 Sep 2025",
        due="26 Sep 2025",
    ),
    Case(
        title="On the fifteenth school day after a decision provision may still begin",
        as_at="1 Oct 2025",
        given=PUPIL
        + """
        marks | 1 Sep 2025: I x 16
        step  | section_19 S1 decided 10 Sep 2025: home tuition, five hours a week
        """,
        outcome="decided",
        reasons="""
        8 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
10 Sep 2025.
        The authority decided on 10 Sep 2025: home tuition, five hours a week.
        It is not on record that provision began.
        """,
        since="10 Sep 2025",
        due="1 Oct 2025",
    ),
    Case(
        title="On the day after it provision is asked after, however few the days out of school",
        as_at="2 Oct 2025",
        given=PUPIL
        + """
        marks | 1 Sep 2025: I x 16
        step  | section_19 S1 decided 10 Sep 2025: home tuition, five hours a week
        """,
        outcome="provision_due",
        reasons=f"""
        The authority decided on 10 Sep 2025: home tuition, five hours a week. It is not on record that provision \
began.
        {NO_DAY_SET} 1 Oct 2025.
        8 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
10 Sep 2025.
        """,
        since="2 Oct 2025",
        due="1 Oct 2025",
    ),
    Case(
        title="It is asked after even where the register counts no day at all",
        as_at="2 Oct 2025",
        given=PUPIL + "marks | 1 Sep 2025: O x 40\nstep | section_19 S1 decided 10 Sep 2025: hospital school",
        outcome="provision_due",
        reasons=f"""
        The authority decided on 10 Sep 2025: hospital school. It is not on record that provision began.
        {NO_DAY_SET} 1 Oct 2025.
        No whole school day of 2025/26 has only codes of I, E, Q. Single sessions are not counted.
        """,
        since="2 Oct 2025",
        due="1 Oct 2025",
    ),
    Case(
        title="Provision that followed an earlier decision is not that of a later one",
        as_at="7 Oct 2025",
        given=PUPIL
        + """
        marks | 1 Sep 2025: I x 22
        step  | section_19 S1 decided 5 Sep 2025: home tuition
        step  | section_19 S1 provision_began 8 Sep 2025
        step  | section_19 S2 decided 15 Sep 2025: hospital school
        """,
        outcome="provision_due",
        reasons=f"""
        The authority decided on 15 Sep 2025: hospital school. It is not on record that provision began.
        {NO_DAY_SET} 6 Oct 2025.
        11 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
15 Sep 2025.
        """,
        since="7 Oct 2025",
        due="6 Oct 2025",
    ),
    Case(
        title="A decision that none is needed, in words that say so, does not call for provision",
        as_at="2 Oct 2025",
        given=PUPIL
        + """
        marks | 1 Sep 2025: I x 16
        step  | section_19 S1 decided 10 Sep 2025: Not needed: back at school soon
        """,
        outcome="decided",
        reasons="""
        8 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
10 Sep 2025.
        The authority decided on 10 Sep 2025: Not needed: back at school soon.
        By these words no provision is needed.
        """,
        since="10 Sep 2025",
    ),
    Case(
        title="It covers no more days than another does",
        as_at="2 Oct 2025",
        given=PUPIL
        + """
        marks | 1 Sep 2025: I x 46
        step  | section_19 S1 decided 10 Sep 2025: not needed, back at school soon
        """,
        outcome="decision_due",
        reasons=f"""
        23 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
1 Oct 2025. Counted after the decision of 10 Sep 2025, 15 days were reached on 1 Oct 2025.
        {DUTY}
        The authority decided on 10 Sep 2025: not needed, back at school soon. {COVERS}, and no later one is on \
record. By these words no provision is needed.
        """,
        since="1 Oct 2025",
        due="1 Oct 2025",
    ),
    Case(
        title="An authority can ask after provision earlier",
        as_at="18 Sep 2025",
        given=PUPIL
        + """
        marks  | 1 Sep 2025: I x 16
        step   | section_19 S1 decided 10 Sep 2025: home tuition, five hours a week
        policy | [[section_19_provision_school_days]]
        policy | from = 2025-09-01
        policy | value = 5
        policy | citation = "Demo Borough, policy on education otherwise than at school, 2025"
        """,
        outcome="provision_due",
        reasons=f"""
        The authority decided on 10 Sep 2025: home tuition, five hours a week. It is not on record that provision \
began.
        {NO_DAY_SET.replace("15", "5")} 17 Sep 2025.
        8 whole school days of 2025/26 have no other code than I, E, Q, the first 1 Sep 2025 and the latest \
10 Sep 2025.
        """,
        since="18 Sep 2025",
        due="17 Sep 2025",
    ),
    Case(
        title="Where the calendar does not reach that day, it is not guessed",
        as_at="19 Dec 2025",
        given=PUPIL + "marks | 8 Dec 2025: I x 8\nstep | section_19 S1 decided 12 Dec 2025: home tuition",
        outcome="decided",
        reasons="""
        4 whole school days of 2025/26 have no other code than I, E, Q, the first 8 Dec 2025 and the latest \
11 Dec 2025.
        The authority decided on 12 Dec 2025: home tuition.
        It is not on record that provision began.
        """,
        since="12 Dec 2025",
        missing="the school's calendar for the 15 school days after the decision",
    ),
)
