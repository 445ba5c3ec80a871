"""Cases of the rule on education supervision orders."""

from schoolward.law.decision import Decision
from schoolward.law.rules.education_supervision_order import RULE, education_supervision_order
from tests.spec.law.case import Case, Given, RuleChapter

BORN = "born | 14 May 2014\n"
PROPOSED = BORN + "prosecution proposed | 2 Mar 2026\n"
CONSIDER = (
    "A prosecution was proposed on 2 Mar 2026, and it is not recorded that an education supervision order "
    "was considered.\n"
    "Before it prosecutes, the authority considers an education supervision order, instead of or as well "
    "as proceedings.\n"
)
DIRECTED = BORN + "step | education_supervision_order ESO1 directed_by_court 2 Mar 2026\n"
DIRECTION = (
    "The court directed the authority on 2 Mar 2026 to apply for an order, and neither an application nor the "
    "authority's reasons for making none are recorded since."
)
REPLACED = (
    "While the order is in force, its directions take the place of the parent's duties under sections 7 and 444 of the "
    "Education Act 1996."
)
MADE = BORN + "step | education_supervision_order ESO1 made 10 Mar 2026\n"
IN_CARE = (
    "The child is looked after, and no education supervision order is made for children in the care of a local "
    "authority."
)
WHETHER_IN_CARE = "whether the child is in care, or is looked after in another way"


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule."""
    return education_supervision_order(
        orders=given.matters,
        is_looked_after=given.is_so("looked after"),
        born_on=given.day("born"),
        prosecution_proposed_on=given.day("prosecution proposed"),
        as_at=given.as_at,
        law=given.law,
    )


CHAPTER = RuleChapter(
    rule=RULE,
    opening="Before it prosecutes for a child's absence, the authority considers an education supervision order. If a "
    "court directs it to apply and it decides not to, it tells the court why within eight weeks. It consults "
    "children's services before it applies. An order lasts twelve months, can be extended, and ends with compulsory "
    "school age at the latest. The provisions on extensions were not read, so that the figures used for them are not "
    "verified; where a day can be counted in two ways, the earlier last day is given.",
    judge=judge,
    cases=(
        Case(
            title="Before a prosecution an order has to be considered",
            as_at="9 Mar 2026",
            given=PROPOSED,
            outcome="consider_before_prosecution",
            reasons=CONSIDER,
            since="2 Mar 2026",
        ),
        Case(
            title="It is enough that it was considered, whatever was decided, and the record says why",
            as_at="9 Mar 2026",
            given=PROPOSED + "step | education_supervision_order ESO1 considered 4 Mar 2026: "
            "the family works with early help, and directions would add nothing",
            outcome="considered",
            reasons="An order was considered on 4 Mar 2026: the family works with early help, and "
            "directions would add nothing.",
            since="4 Mar 2026",
        ),
        Case(
            title="On the first day of the six months before the proposal a consideration counts for it",
            as_at="9 Mar 2026",
            given=PROPOSED + "step | education_supervision_order ESO1 considered 2 Sep 2025: support first",
            outcome="considered",
            reasons="An order was considered on 2 Sep 2025: support first.",
            since="2 Sep 2025",
        ),
        Case(
            title="What was considered earlier was not considered for this prosecution",
            as_at="9 Mar 2026",
            given=PROPOSED + """
            step | education_supervision_order ESO1 considered 12 May 2023: support first
            step | education_supervision_order ESO2 considered 1 Sep 2025: support first
            """,
            outcome="consider_before_prosecution",
            reasons="""
            A prosecution was proposed on 2 Mar 2026, and an education supervision order was last considered on \
1 Sep 2025.
            No source that was read says how old that may be. By Schoolward's reading it counts from 2 Sep 2025 on, \
6 months before the proposal: the absence for which proceedings could still begin then lay after that.
            Before it prosecutes, the authority considers an education supervision order, instead of or as well as \
proceedings.
            """,
            since="2 Mar 2026",
            note="The six months are the time in which proceedings have to begin. That they bound this is our reading.",
        ),
        Case(
            title="That children's services were consulted does not show that an order was considered",
            as_at="9 Mar 2026",
            given=PROPOSED + "step | education_supervision_order ESO1 childrens_services_consulted 3 Mar 2026",
            outcome="consider_before_prosecution",
            reasons=CONSIDER,
            since="2 Mar 2026",
        ),
        Case(
            title="An order that ended before does not show that another was considered for this prosecution",
            as_at="9 Mar 2026",
            given=PROPOSED + """
            step | education_supervision_order ESO1 considered 8 Jan 2025: first measure
            step | education_supervision_order ESO1 made 14 Feb 2025
            """,
            outcome="consider_before_prosecution",
            reasons=CONSIDER,
            since="2 Mar 2026",
            note="The order ended on 13 February 2026. The Act does not say so in words: it is our reading.",
        ),
        Case(
            title="After a court's direction the authority has eight weeks for its reasons, the day of the "
            "direction included",
            as_at="26 Apr 2026",
            given=DIRECTED,
            outcome="reasons_due",
            reasons=f"""
            {DIRECTION}
            The reasons have to be given within 8 weeks, the day of the direction included: by 26 Apr 2026.
            """,
            since="2 Mar 2026",
            due="26 Apr 2026",
            missing="whether the court set another time for the reasons",
        ),
        Case(
            title="Then its reasons are overdue",
            as_at="27 Apr 2026",
            given=DIRECTED,
            outcome="reasons_overdue",
            reasons=f"{DIRECTION}\n"
            "The reasons have to be given within 8 weeks, the day of the direction included: that time was "
            "over on 26 Apr 2026.",
            since="27 Apr 2026",
            due="26 Apr 2026",
            missing="whether the court set another time for the reasons",
        ),
        Case(
            title="Reasons given to the court answer its direction",
            as_at="27 Apr 2026",
            given=DIRECTED + "step | education_supervision_order ESO1 reasons_given 20 Apr 2026",
            outcome="considered",
            reasons="The authority gave the court its reasons for not applying on 20 Apr 2026.",
            since="20 Apr 2026",
        ),
        Case(
            title="Children's services are consulted before the authority applies",
            as_at="27 Apr 2026",
            given=BORN + "step | education_supervision_order ESO1 applied 20 Apr 2026",
            outcome="consult_first",
            reasons="The authority applied for an order on 20 Apr 2026, and children's services are not "
            "recorded as consulted before.\n"
            "The authority consults children's services before it applies.",
            since="20 Apr 2026",
        ),
        Case(
            title="To consult them afterwards is not to consult them before",
            as_at="27 Apr 2026",
            given=BORN + """
            step | education_supervision_order ESO1 applied 20 Apr 2026
            step | education_supervision_order ESO1 childrens_services_consulted 22 Apr 2026
            """,
            outcome="consult_first",
            reasons="The authority applied for an order on 20 Apr 2026, and children's services are "
            "recorded as consulted only on 22 Apr 2026.\n"
            "The authority consults children's services before it applies.",
            since="20 Apr 2026",
        ),
        Case(
            title="An application after consultation waits for the court",
            as_at="27 Apr 2026",
            given=PROPOSED + """
            step | education_supervision_order ESO1 childrens_services_consulted 9 Apr 2026
            step | education_supervision_order ESO1 applied 20 Apr 2026
            """,
            outcome="considered",
            reasons="The authority applied for an order on 20 Apr 2026, and none is recorded as made.",
            since="20 Apr 2026",
        ),
        Case(
            title="An order is in force for twelve months, of which the day it was made is the first",
            as_at="8 Dec 2026",
            given=MADE,
            outcome="in_force",
            reasons="The order made on 10 Mar 2026 is in force until 9 Mar 2027.",
            since="10 Mar 2026",
        ),
        Case(
            title="While an order is in force, its directions take the place of the duties that a "
            "prosecution would rest on",
            as_at="7 Sep 2026",
            given=MADE + "prosecution proposed | 1 Sep 2026",
            outcome="prosecution_during_order",
            reasons=f"""
            A prosecution was proposed on 1 Sep 2026, while an order was in force. {REPLACED}
            The order made on 10 Mar 2026 is in force until 9 Mar 2027.
            """,
            since="1 Sep 2026",
        ),
        Case(
            title="That is so until its last day, though an extension can be asked for by then",
            as_at="9 Mar 2027",
            given=MADE + "prosecution proposed | 1 Mar 2027",
            outcome="prosecution_during_order",
            reasons=f"""
            A prosecution was proposed on 1 Mar 2027, while an order was in force. {REPLACED}
            The order made on 10 Mar 2026 ends on 9 Mar 2027.
            An extension is asked for in the last 3 months of an order, here from 9 Dec 2026.
            """,
            since="1 Mar 2027",
        ),
        Case(
            title="A prosecution proposed before the order was made is no call, and what the order does is said",
            as_at="23 Mar 2026",
            given=MADE + "prosecution proposed | 2 Mar 2026",
            outcome="in_force",
            reasons=f"""
            The order made on 10 Mar 2026 is in force until 9 Mar 2027.
            A prosecution was proposed on 2 Mar 2026, before the order. {REPLACED}
            """,
            since="10 Mar 2026",
            note="An order can be applied for instead of proceedings or as well as them.",
        ),
        Case(
            title="In the last three months of an order an extension can be asked for",
            as_at="9 Dec 2026",
            given=MADE,
            outcome="ending_soon",
            reasons="""
            The order made on 10 Mar 2026 ends on 9 Mar 2027.
            An extension is asked for in the last 3 months of an order, here from 9 Dec 2026.
            """,
            since="9 Dec 2026",
            due="9 Mar 2027",
        ),
        Case(
            title="An extended order is in force until its extension ends",
            as_at="1 Apr 2027",
            given=MADE + "step | education_supervision_order ESO1 extended_until 9 Mar 2028",
            outcome="in_force",
            reasons="The order made on 10 Mar 2026 is in force until 9 Mar 2028.",
            since="10 Mar 2026",
        ),
        Case(
            title="One extension of more than three years is named as something to look up",
            as_at="1 Apr 2027",
            given="born | 14 May 2018\nstep | education_supervision_order ESO1 made 10 Mar 2026\n"
            "step | education_supervision_order ESO1 extended_until 10 Mar 2030",
            outcome="in_force",
            reasons="""
            The order made on 10 Mar 2026 is in force until 10 Mar 2030.
            The extension until 10 Mar 2030 is longer than 36 months, the longest that is held here.
            """,
            since="10 Mar 2026",
            missing="how long one extension can be: the provision on it was not read",
        ),
        Case(
            title="An order ends with compulsory school age, beyond which it cannot be extended",
            as_at="25 Mar 2027",
            given="born | 2 Feb 2011\nstep | education_supervision_order ESO1 made 10 Nov 2026",
            outcome="ending_soon",
            reasons="""
            The order made on 10 Nov 2026 ends on 25 Jun 2027, with compulsory school age.
            It cannot be extended beyond that age.
            """,
            since="25 Mar 2027",
        ),
        Case(
            title="An order that was not extended has ended",
            as_at="10 Mar 2027",
            given=MADE,
            outcome="ended",
            reasons="The order made on 10 Mar 2026 ended on 9 Mar 2027.",
            since="10 Mar 2027",
        ),
        Case(
            title="An order can be ended before its time; without a date of birth that is as sure",
            as_at="10 Sep 2026",
            given="""
            step | education_supervision_order ESO1 made 10 Mar 2026
            step | education_supervision_order ESO1 ended 24 Jul 2026
            """,
            outcome="ended",
            reasons="The order made on 10 Mar 2026 was ended on 24 Jul 2026.",
            since="24 Jul 2026",
        ),
        Case(
            title="Without a date of birth an order may end earlier than its months",
            as_at="10 Sep 2026",
            given="step | education_supervision_order ESO1 made 10 Mar 2026",
            outcome="in_force",
            reasons="The order made on 10 Mar 2026 is in force until 9 Mar 2027.",
            since="10 Mar 2026",
            missing="the date of birth: the order ends with compulsory school age at the latest",
        ),
        Case(
            title="No order is made for a child in care, and not every looked-after child is in care",
            as_at="9 Mar 2026",
            given=BORN + "looked after | yes",
            outcome="not_for_looked_after",
            reasons=IN_CARE,
            missing=WHETHER_IN_CARE,
        ),
        Case(
            title="A prosecution proposed for a looked-after child still asks for the decision, and for its record",
            as_at="9 Mar 2026",
            given=PROPOSED + "looked after | yes",
            outcome="consider_before_prosecution",
            reasons=CONSIDER + IN_CARE,
            since="2 Mar 2026",
            missing=WHETHER_IN_CARE,
        ),
        Case(
            title="Where nothing is recorded and no prosecution is proposed, nothing has to be done",
            as_at="9 Mar 2026",
            given=BORN,
            outcome="none",
            reasons="Nothing is recorded of an education supervision order.",
        ),
    ),
)  # fmt: skip
