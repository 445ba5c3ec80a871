"""Cases of the rule on the record before a sanction."""

from schoolward.law.decision import Decision
from schoolward.law.rules.sanction_checklist import RULE, sanction_checklist
from tests.spec.law.case import Case, Given, RuleChapter


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule."""
    return sanction_checklist(
        sanction=next(iter(given.matters), None),
        threshold_met=given.is_so("threshold_met"),
        as_at=given.as_at,
        law=given.law,
    )


PROPOSED = "threshold_met | yes\nstep | sanction S1 proposed 6 Oct 2025: penalty_notice\n"

ALL_BUT_TWO = """
step | sanction S1 item 7 Oct 2025: authority_agrees_support_was_sufficient: agreed by the attendance team
step | sanction S1 item 7 Oct 2025: barriers_considered: transport after the move, bullying, both taken up
step | sanction S1 item 7 Oct 2025: send_and_medical_considered: SEN support, school nurse seen in July
step | sanction S1 item 7 Oct 2025: equality_act_considered: no adjustment outstanding
step | sanction S1 item 7 Oct 2025: notice_to_improve_or_reason: N1 of 5 September, not met
step | sanction S1 item 8 Oct 2025: previous_notices_checked: none
step | sanction S1 item 8 Oct 2025: other_authorities_asked: none to ask, family has lived here throughout
step | sanction S1 item 8 Oct 2025: home_authority_asked: not needed, lives here
step | sanction S1 item 8 Oct 2025: parent_identified: by birth certificate and address
step | sanction S1 item 8 Oct 2025: likely_to_change_behaviour: absences follow holidays
step | sanction S1 item 8 Oct 2025: authority_would_prosecute: agreed with legal services
step | sanction S1 item 8 Oct 2025: no_other_proceedings: none
step | sanction S1 item 8 Oct 2025: code_of_conduct_satisfied: sections 3 to 5
"""

THE_TWO = """
step | sanction S1 item 9 Oct 2025: support_offered: two family meetings, early help offered and declined
step | sanction S1 item 9 Oct 2025: decided_by: attendance team manager
"""

NOT_SAFE = "A decision without them may not stand up to a complaint to the Ombudsman, or in court."

CHAPTER = RuleChapter(
    rule=RULE,
    opening="Before a sanction is decided it has to be on record what support was offered, what stood in the way, how "
    "needs were weighed, and who decides. The Ombudsman has found fault with authorities that could not show this. "
    "Which items there are is a value of the law, and most of them are not confirmed by a source that was read.",
    judge=judge,
    cases=(
        Case(
            title="Where nothing is proposed nothing has to be on record, met threshold or not",
            as_at="10 Oct 2025",
            given="threshold_met | yes",
            outcome="nothing_proposed",
            reasons="The threshold of 10 sessions is met, and no sanction is proposed.",
        ),
        Case(
            title="Items alone propose nothing",
            as_at="10 Oct 2025",
            given="step | sanction S1 item 9 Oct 2025: support_offered: two family meetings",
            outcome="nothing_proposed",
            reasons="No sanction is proposed.",
        ),
        Case(
            title="Each item that is not on record is named",
            as_at="10 Oct 2025",
            given=PROPOSED + ALL_BUT_TWO,
            outcome="incomplete",
            reasons=f"""
            Proposed on 6 Oct 2025: penalty notice.
            2 of the 15 things that have to be on record are not.
            {NOT_SAFE}
            """,
            since="6 Oct 2025",
            missing="""
            what support was offered
            who decides
            """,
        ),
        Case(
            title="That the authority agrees on the support is one of them, and that another is asked where the child "
            "lives there",
            as_at="10 Oct 2025",
            given=PROPOSED
            + ALL_BUT_TWO.replace("authority_agrees_support_was_sufficient", "agreement").replace(
                "home_authority_asked", "home"
            )
            + THE_TWO,
            outcome="incomplete",
            reasons=f"""
            Proposed on 6 Oct 2025: penalty notice.
            2 of the 15 things that have to be on record are not.
            {NOT_SAFE}
            """,
            since="6 Oct 2025",
            missing="""
            that the authority agrees that the support was sufficient
            what the authority where the child lives answered, or that it is this one
            """,
            note="Where the child lives in the authority's own area, it is enough to record that.",
        ),
        Case(
            title="An entry that says nothing records nothing",
            as_at="10 Oct 2025",
            given=PROPOSED
            + ALL_BUT_TWO
            + """
            step | sanction S1 item 9 Oct 2025: support_offered:
            step | sanction S1 item 9 Oct 2025: decided_by: attendance team manager
            """,
            outcome="incomplete",
            reasons=f"""
            Proposed on 6 Oct 2025: penalty notice.
            1 of the 15 things that have to be on record is not.
            {NOT_SAFE}
            """,
            since="6 Oct 2025",
            missing="what support was offered",
        ),
        Case(
            title="With every item on record the sanction can be decided",
            as_at="10 Oct 2025",
            given=PROPOSED + ALL_BUT_TWO + THE_TWO,
            outcome="complete",
            reasons="Proposed on 6 Oct 2025: penalty notice.\n"
            "All 15 things that have to be on record for it are.",
            since="9 Oct 2025",
        ),
        Case(
            title="Decided without some of them, the decision is open to challenge",
            as_at="13 Oct 2025",
            given=PROPOSED + ALL_BUT_TWO + "step | sanction S1 decided 10 Oct 2025: penalty_notice",
            outcome="decided_incomplete",
            reasons=f"""
            Decided on 10 Oct 2025: penalty notice.
            2 of the 15 things that have to be on record were not by then.
            {NOT_SAFE}
            """,
            since="10 Oct 2025",
            missing="""
            what support was offered
            who decides
            """,
        ),
        Case(
            title="What is entered after the decision cannot have been weighed in it",
            as_at="13 Oct 2025",
            given=PROPOSED + ALL_BUT_TWO + THE_TWO + "step | sanction S1 decided 8 Oct 2025: penalty_notice",
            outcome="decided_incomplete",
            reasons=f"""
            Decided on 8 Oct 2025: penalty notice.
            2 of the 15 things that have to be on record were not by then.
            {NOT_SAFE}
            """,
            since="8 Oct 2025",
            missing="""
            what support was offered (entered on 9 Oct 2025, after the decision)
            who decides (entered on 9 Oct 2025, after the decision)
            """,
        ),
        Case(
            title="What is entered on the day of the decision was on record for it",
            as_at="13 Oct 2025",
            given=PROPOSED + ALL_BUT_TWO + THE_TWO + "step | sanction S1 decided 9 Oct 2025: penalty_notice",
            outcome="complete",
            reasons="Decided on 9 Oct 2025: penalty notice.\nAll 15 things that have to be on record for it are.",
            since="9 Oct 2025",
        ),
        Case(
            title="Below the threshold a notice is a matter of an officer's discretion",
            as_at="10 Oct 2025",
            given="step | sanction S1 proposed 6 Oct 2025: penalty_notice\n" + ALL_BUT_TWO + THE_TWO,
            outcome="complete",
            reasons="""
            Proposed on 6 Oct 2025: penalty notice.
            All 15 things that have to be on record for it are.
            The threshold of 10 sessions is not met. An authorised officer may still issue a notice in an individual \
case in which an offence was committed.
            """,
            since="9 Oct 2025",
        ),
        Case(
            title="Local policy can have its own list, and a prosecution needs the same record as a notice",
            as_at="10 Oct 2025",
            given="""
            step   | sanction S1 proposed 6 Oct 2025: prosecution
            step   | sanction S1 item 7 Oct 2025: support_offered: two family meetings
            policy | [[sanction_checklist_items]]
            policy | from = 2025-09-01
            policy | value = ["support_offered", "minutes_of_panel"]
            policy | citation = "Demo Borough code of conduct, July 2025, section 6"
            """,
            outcome="incomplete",
            reasons=f"""
            Proposed on 6 Oct 2025: prosecution.
            1 of the 2 things that have to be on record is not.
            {NOT_SAFE}
            """,
            since="6 Oct 2025",
            missing="minutes of panel",
        ),
    ),
)  # fmt: skip
