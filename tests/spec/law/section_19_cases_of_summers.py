"""Cases of the days out of school: a run that goes on across the summer."""

from tests.spec.law.case import Case
from tests.spec.law.section_19_words import CLEAR, COVERS, DUTY

SUMMER_AND_AUTUMN = """
term | 13 Apr 2026 to 21 Jul 2026
term | 1 Sep 2026 to 18 Dec 2026
born | 4 May 2015
"""
RUN_ON = "Days that run on from 2025/26 are counted from the first day of the unbroken run."

CASES_OF_SUMMERS = (
    Case(
        title="An unbroken run across the summer is counted from its first day",
        as_at="18 Sep 2026",
        given=SUMMER_AND_AUTUMN + "marks | 1 Jul 2026: I x 58",
        outcome="decision_due",
        reasons=f"""
        29 whole school days have no other code than I, E, Q, the first 1 Jul 2026 and the latest 18 Sep 2026. \
{RUN_ON} The 15 days were reached on 21 Jul 2026.
        {DUTY}
        No decision taken on or after 1 Jul 2026 is on record.
        """,
        since="21 Jul 2026",
        due="21 Jul 2026",
        note="Fifteen school days of July and fourteen of September.",
    ),
    Case(
        title="A decision of July covers its own days in September too",
        as_at="18 Sep 2026",
        given=SUMMER_AND_AUTUMN
        + """
        marks | 1 Jul 2026: I x 58
        step  | section_19 S1 decided 21 Jul 2026: home tuition from September
        step  | section_19 S1 provision_began 7 Sep 2026
        """,
        outcome="approaching",
        reasons=f"""
        29 whole school days have no other code than I, E, Q, the first 1 Jul 2026 and the latest 18 Sep 2026. \
{RUN_ON}
        The authority decided on 21 Jul 2026: home tuition from September.
        Provision began on 7 Sep 2026.
        {COVERS}: 14 such days have come since, and 1 more day would call for another.
        """,
        since="14 Sep 2026",
    ),
    Case(
        title="In the summer holiday a run that nothing has ended is still counted",
        as_at="10 Aug 2026",
        given=SUMMER_AND_AUTUMN + "marks | 1 Jul 2026: I x 30",
        outcome="decision_due",
        reasons=f"""
        15 whole school days have no other code than I, E, Q, the first 1 Jul 2026 and the latest 21 Jul 2026. \
{RUN_ON} The 15 days were reached on 21 Jul 2026.
        {DUTY}
        No decision taken on or after 1 Jul 2026 is on record.
        """,
        since="21 Jul 2026",
        due="21 Jul 2026",
    ),
    Case(
        title="A day at school in September ends it, and the days of the new academic year stand alone",
        as_at="21 Sep 2026",
        given=SUMMER_AND_AUTUMN + "marks | 1 Jul 2026: I x 30, present x 2, I x 28",
        outcome="approaching",
        reasons=f"""
        14 whole school days of 2026/27 have no other code than I, E, Q, the first 2 Sep 2026 and the latest \
21 Sep 2026.
        {CLEAR} 1 more day would make 15.
        """,
        since="15 Sep 2026",
    ),
    Case(
        title="Whether a run goes on from July is not guessed where the calendar of July is not known",
        as_at="2 Sep 2026",
        given=SUMMER_AND_AUTUMN + "calendar | 1 Sep 2026\nmarks | 1 Jul 2026: I x 34",
        outcome="running",
        reasons=f"""
        2 whole school days of 2026/27 have no other code than I, E, Q, the first 1 Sep 2026 and the latest \
2 Sep 2026.
        {CLEAR} 13 more days would make 15.
        """,
        since="1 Sep 2026",
        missing="the school's calendar before 1 Sep 2026, when there are marks with the same codes",
    ),
)
