"""Cases of deletions from the roll: what the grounds (f), (h), (i) and (l) ask for, and what shows it."""

from tests.spec.law.case import Case

AUTUMN = """
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
born    | 14 May 2014
"""
LEFT = AUTUMN + "left | 28 Nov 2025\nstep | deletion D1 recorded 28 Nov 2025\n"
NOT_CHECKED = "What else the ground asks for is not checked here."
ABSENT = (
    LEFT
    + """
step  | deletion D1 deleted 28 Nov 2025: i
marks | 3 Nov 2025: O x 40
"""
)
ASKED_OF_I = (
    "Ground (i) asks for 20 continuous school days up to the deletion, every session of which has one of the codes "
    "G, N, O"
)
NOT_FOUND = """
step | deletion D1 enquiry 12 Nov 2025: home visit by school and authority
step | deletion D1 enquiry_outcome 26 Nov 2025: NOT_FOUND
"""
FOUND = """
step | deletion D1 enquiry 12 Nov 2025: home visit by school and authority
step | deletion D1 enquiry_outcome 20 Nov 2025: FOUND_AGREED_WILL_NOT_RETURN
step | deletion D1 school_agreed 24 Nov 2025
"""
BOTH_AGREE = (
    "The pupil was found, so that school and authority have to agree that there is no reasonable ground "
    "to believe that the pupil will attend again."
)
ON_LEAVE = (
    AUTUMN
    + """
left | 21 Nov 2025
step | deletion D1 recorded 21 Nov 2025
step | deletion D1 deleted 21 Nov 2025: h
"""
    + NOT_FOUND.replace("26 Nov", "20 Nov")
)


def in_order(ground: str, on: str, *shown: str) -> str:
    """The reasons of a deletion against which nothing stands."""
    recorded = f"Ground ({ground}) of regulation 9(1) is recorded for {on}"
    finding = f"{recorded}, and nothing that is held here stands against it."
    return "\n".join((finding, *shown, NOT_CHECKED))


CASES_OF_GROUNDS = (
    Case(
        title="Ground (f) needs the parent's written notice",
        as_at="5 Dec 2025",
        given=LEFT + "step | deletion D1 deleted 28 Nov 2025: f",
        outcome="conditions_not_met",
        reasons="Ground (f) rests on a written notice of the parent, and none is recorded.",
        since="28 Nov 2025",
    ),
    Case(
        title="A notice of a later day does not support it",
        as_at="5 Dec 2025",
        given=LEFT + """
        step | deletion D1 deleted 28 Nov 2025: f
        step | deletion D1 parent_notice 1 Dec 2025
        """,
        outcome="conditions_not_met",
        reasons="Ground (f) rests on a written notice of the parent. It is dated 1 Dec 2025, after the "
        "deletion of 28 Nov 2025.",
        since="28 Nov 2025",
    ),
    Case(
        title="A written notice of the day of the deletion supports it",
        as_at="5 Dec 2025",
        given=LEFT + """
        step | deletion D1 deleted 28 Nov 2025: f
        step | deletion D1 parent_notice 28 Nov 2025
        """,
        outcome="in_order",
        reasons=in_order("f", "28 Nov 2025", "The parent's written notice is dated 28 Nov 2025."),
        since="28 Nov 2025",
    ),
    Case(
        title="A notice of six months before still supports it",
        as_at="5 Dec 2025",
        given=LEFT + """
        step | deletion D1 deleted 28 Nov 2025: f
        step | deletion D1 parent_notice 28 May 2025
        """,
        outcome="in_order",
        reasons=in_order("f", "28 Nov 2025", "The parent's written notice is dated 28 May 2025."),
        since="28 Nov 2025",
    ),
    Case(
        title="An older one does not show that the deletion rests on it",
        as_at="5 Dec 2025",
        given=LEFT + """
        step | deletion D1 deleted 28 Nov 2025: f
        step | deletion D1 parent_notice 27 May 2025
        """,
        outcome="conditions_not_met",
        reasons="Ground (f) rests on a written notice of the parent. The latest is dated 27 May 2025, more than 6 "
        "months before the deletion of 28 Nov 2025: that the deletion still rests on it is not shown.",
        since="28 Nov 2025",
        note="No source gives a time. Six months are a default, which an authority can set otherwise.",
    ),
    Case(
        title="Of several notices the latest by then counts",
        as_at="5 Dec 2025",
        given=LEFT + """
        step | deletion D1 deleted 28 Nov 2025: f
        step | deletion D1 parent_notice 3 Mar 2025
        step | deletion D1 parent_notice 24 Nov 2025
        step | deletion D1 parent_notice 2 Dec 2025
        """,
        outcome="in_order",
        reasons=in_order("f", "28 Nov 2025", "The parent's written notice is dated 24 Nov 2025."),
        since="28 Nov 2025",
    ),
    Case(
        title="An authority can set how old a notice may be",
        as_at="5 Dec 2025",
        given=LEFT + """
        step   | deletion D1 deleted 28 Nov 2025: f
        step   | deletion D1 parent_notice 28 May 2025
        policy | [[deletion_f_notice_months]]
        policy | from = 2025-09-01
        policy | value = 3
        policy | citation = "Demo Borough, guidance on elective home education, 2025"
        """,
        outcome="conditions_not_met",
        reasons="Ground (f) rests on a written notice of the parent. The latest is dated 28 May 2025, more than 3 "
        "months before the deletion of 28 Nov 2025: that the deletion still rests on it is not shown.",
        since="28 Nov 2025",
    ),
    Case(
        title="Twenty school days of G, N or O and joint enquiries that did not find the pupil support ground (i)",
        as_at="5 Dec 2025",
        given=ABSENT + NOT_FOUND,
        outcome="in_order",
        reasons=in_order(
            "i", "28 Nov 2025", f"{ASKED_OF_I}: 3 Nov 2025 to 28 Nov 2025 are such days.",
            "Joint enquiries did not find the pupil.",
        ),
        since="28 Nov 2025",
    ),
    Case(
        title="Code U breaks the run, since the pupil was seen",
        as_at="5 Dec 2025",
        given=ABSENT.replace("O x 40", "O x 20, U, O x 19") + NOT_FOUND,
        outcome="conditions_not_met",
        reasons=f"{ASKED_OF_I}. Other codes stand on those days: 17 Nov 2025 AM (U).",
        since="28 Nov 2025",
    ),
    Case(
        title="So do illness and a suspension",
        as_at="5 Dec 2025",
        given=ABSENT.replace("O x 40", "O x 10, I I, N x 10, E E, G x 16") + NOT_FOUND,
        outcome="conditions_not_met",
        reasons=f"{ASKED_OF_I}. Other codes stand on those days: 10 Nov 2025 AM (I), 10 Nov 2025 PM "
        "(I), 18 Nov 2025 AM (E), 18 Nov 2025 PM (E).",
        since="28 Nov 2025",
    ),
    Case(
        title="A mark that is not held proves neither absence nor presence: nineteen days are shown, "
        "and the twentieth is asked for",
        as_at="5 Dec 2025",
        given=ABSENT.replace("3 Nov 2025: O x 40", "4 Nov 2025: O x 38") + NOT_FOUND,
        outcome="conditions_not_met",
        reasons=f"{ASKED_OF_I}. For 1 of those days the marks held here do not show it.",
        since="28 Nov 2025",
        missing="every mark of 3 Nov 2025",
    ),
    Case(
        title="The run passes over a half-term holiday, and the day of the deletion need not have a mark",
        as_at="5 Dec 2025",
        given=AUTUMN + """
        left  | 10 Nov 2025
        step  | deletion D1 recorded 10 Nov 2025
        step  | deletion D1 deleted 10 Nov 2025: i
        marks | 6 Oct 2025: N x 10, O x 30
        """ + NOT_FOUND.replace("12 Nov", "20 Oct").replace("26 Nov", "7 Nov"),
        outcome="in_order",
        reasons=in_order(
            "i", "10 Nov 2025", f"{ASKED_OF_I}: 6 Oct 2025 to 7 Nov 2025 are such days.",
            "Joint enquiries did not find the pupil.",
        ),
        since="10 Nov 2025",
    ),
    Case(
        title="Without the school's calendar the days of ground (i) cannot be shown",
        as_at="5 Dec 2025",
        given="""
        born | 14 May 2014
        left | 28 Nov 2025
        step | deletion D1 recorded 28 Nov 2025
        step | deletion D1 deleted 28 Nov 2025: i
        """ + NOT_FOUND,
        outcome="conditions_not_met",
        reasons=f"{ASKED_OF_I}. Without the school's calendar for them that cannot be shown.",
        since="28 Nov 2025",
        missing="the school's calendar for the 20 school days before the deletion",
    ),
    Case(
        title="Nor can they with one that does not reach back so far",
        as_at="5 Dec 2025",
        given=ABSENT.replace("1 Sep 2025 to", "10 Nov 2025 to").replace("3 Nov 2025: O x 40", "10 Nov 2025: O x 30")
        + NOT_FOUND,
        outcome="conditions_not_met",
        reasons=f"{ASKED_OF_I}. Without the school's calendar for them that cannot be shown.",
        since="28 Nov 2025",
        missing="the school's calendar for the 20 school days before the deletion",
    ),
    Case(
        title="Days that lie before the time that is looked at are missing, and no fault of the record",
        as_at="5 Dec 2025",
        given=ABSENT + NOT_FOUND + "looked at from | 10 Nov 2025",
        outcome="in_order",
        reasons=in_order("i", "28 Nov 2025", "Joint enquiries did not find the pupil."),
        since="28 Nov 2025",
        missing="the school's calendar for the 20 school days before the deletion",
        note="The list of calls looks a year back: what was in order then does not become a call a year later.",
    ),
    Case(
        title="Ground (i) asks for joint enquiries as well",
        as_at="5 Dec 2025",
        given=ABSENT,
        outcome="conditions_not_met",
        reasons="Ground (i) asks for joint enquiries of school and authority, and none is recorded by "
        "the day of the deletion.",
        since="28 Nov 2025",
    ),
    Case(
        title="What the enquiries found has to be known",
        as_at="5 Dec 2025",
        given=ABSENT + "step | deletion D1 enquiry 12 Nov 2025: home visit by school and authority",
        outcome="conditions_not_met",
        reasons="Ground (i) asks for joint enquiries, and what they found is not recorded.",
        since="28 Nov 2025",
        missing="what the joint enquiries found",
    ),
    Case(
        title="Enquiries that end after the deletion come too late to support it",
        as_at="12 Dec 2025",
        given=ABSENT + NOT_FOUND.replace("26 Nov", "9 Dec"),
        outcome="conditions_not_met",
        reasons="Ground (i) asks for joint enquiries before the deletion. That they did not find the pupil is "
        "recorded only on 9 Dec 2025, after the deletion.",
        since="28 Nov 2025",
    ),
    Case(
        title="If the pupil is found, both school and authority have to agree that there will be no return",
        as_at="5 Dec 2025",
        given=ABSENT + FOUND,
        outcome="conditions_not_met",
        reasons=f"{BOTH_AGREE} That the authority agreed is not recorded by the day of the deletion.",
        since="28 Nov 2025",
    ),
    Case(
        title="Where both agree, the deletion is in order",
        as_at="5 Dec 2025",
        given=ABSENT + FOUND + "step | deletion D1 authority_agreed 28 Nov 2025",
        outcome="in_order",
        reasons=in_order(
            "i", "28 Nov 2025", f"{ASKED_OF_I}: 3 Nov 2025 to 28 Nov 2025 are such days.",
            "Joint enquiries found the pupil, and school and authority agreed.",
        ),
        since="28 Nov 2025",
    ),
    Case(
        title="A pupil who was found and will return stays on the roll",
        as_at="5 Dec 2025",
        given=ABSENT + """
        step | deletion D1 enquiry 12 Nov 2025: home visit by school and authority
        step | deletion D1 enquiry_outcome 20 Nov 2025: FOUND_WILL_RETURN
        """,
        outcome="found_will_return",
        reasons="Joint enquiries found the pupil, who will return. That "
        "stands against the deletion of 28 Nov 2025.",
        since="28 Nov 2025",
    ),
    Case(
        title="Found after the deletion, the pupil who will return calls for a decision on the roll",
        as_at="5 Dec 2025",
        given=ABSENT + """
        step | deletion D1 enquiry 12 Nov 2025: home visit by school and authority
        step | deletion D1 enquiry_outcome 3 Dec 2025: FOUND_WILL_RETURN
        """,
        outcome="found_will_return",
        reasons="Joint enquiries found the pupil, who will return. That was recorded on 3 Dec 2025, "
        "after the deletion of 28 Nov 2025: whether the name goes back on the roll has to be settled.",
        since="28 Nov 2025",
    ),
    Case(
        title="On ground (h) the pupil has ten school days after the leave to come back",
        as_at="5 Dec 2025",
        given=ON_LEAVE + "step | deletion D1 leave_ended 10 Nov 2025",
        outcome="conditions_not_met",
        reasons="Ground (h) asks for 10 school days after the end of the leave, 10 Nov 2025. The last "
        "of them was 24 Nov 2025, after the deletion.",
        since="21 Nov 2025",
    ),
    Case(
        title="On the tenth of them the name can be deleted",
        as_at="5 Dec 2025",
        given=ON_LEAVE + "step | deletion D1 leave_ended 7 Nov 2025",
        outcome="in_order",
        reasons=in_order(
            "h", "21 Nov 2025",
            "Ground (h) asks for 10 school days after the end of the leave, 7 Nov 2025: the last of "
            "them was 21 Nov 2025.",
            "Joint enquiries did not find the pupil.",
        ),
        since="21 Nov 2025",
        note="The source says ten school days; that the tenth is enough, and need not be over, is our reading.",
    ),
    Case(
        title="Ground (h) is not for a pupil who came back after the leave",
        as_at="5 Dec 2025",
        given=ON_LEAVE + "step | deletion D1 leave_ended 7 Nov 2025\nmarks | 10 Nov 2025: O O present O",
        outcome="conditions_not_met",
        reasons="Ground (h) is for a pupil who has not come back after the leave. The register has the pupil "
        "attending after 7 Nov 2025: 11 Nov 2025 AM (/).",
        since="21 Nov 2025",
    ),
    Case(
        title="Without the day on which the leave ended that cannot be shown",
        as_at="5 Dec 2025",
        given=ON_LEAVE,
        outcome="conditions_not_met",
        reasons="Ground (h) asks for 10 school days after the end of the leave. When the leave ended is not "
        "recorded, so that it cannot be shown that they had passed.",
        since="21 Nov 2025",
        missing="the day on which the leave of absence ended",
    ),
    Case(
        title="Nor can it without the school's calendar",
        as_at="5 Dec 2025",
        given=ON_LEAVE.replace("term ", "note ") + "step | deletion D1 leave_ended 7 Nov 2025",
        outcome="conditions_not_met",
        reasons="Ground (h) asks for 10 school days after the end of the leave, 7 Nov 2025. Without the school's "
        "calendar it cannot be shown that they had passed by the deletion.",
        since="21 Nov 2025",
        missing="the school's calendar for the 10 school days after the leave ended",
    ),
    Case(
        title="Nor with a calendar that begins after the leave, unless ten of its own days had passed",
        as_at="5 Dec 2025",
        given=ON_LEAVE.replace("1 Sep 2025 to", "17 Nov 2025 to")
        + "step | deletion D1 leave_ended 7 Nov 2025",
        outcome="conditions_not_met",
        reasons="Ground (h) asks for 10 school days after the end of the leave, 7 Nov 2025. Without the school's "
        "calendar it cannot be shown that they had passed by the deletion.",
        since="21 Nov 2025",
        missing="the school's calendar for the 10 school days after the leave ended",
    ),
    Case(
        title="A leave that ended before the time that is looked at is not counted from",
        as_at="5 Dec 2025",
        given=ON_LEAVE + "step | deletion D1 leave_ended 7 Nov 2025\nlooked at from | 17 Nov 2025",
        outcome="in_order",
        reasons=in_order("h", "21 Nov 2025", "Joint enquiries did not find the pupil."),
        since="21 Nov 2025",
        missing="the school's calendar for the 10 school days after the leave ended",
    ),
    Case(
        title="That the pupil was ill after the leave is told to the reader, and decides nothing",
        as_at="5 Dec 2025",
        given=ON_LEAVE + "step | deletion D1 leave_ended 7 Nov 2025\nmarks | 10 Nov 2025: I x 20",
        outcome="in_order",
        reasons=in_order(
            "h", "21 Nov 2025",
            "Ground (h) asks for 10 school days after the end of the leave, 7 Nov 2025: the last of "
            "them was 21 Nov 2025.",
            "Joint enquiries did not find the pupil.",
        )
        + "\nThe register has the pupil ill after the leave: 10 Nov 2025 AM (I), 10 Nov 2025 PM (I), 11 Nov 2025 "
        "AM (I), 11 Nov 2025 PM (I) and 16 more. No source that was read says that illness stands against ground "
        "(h) by itself. Ground (i) is not for a pupil who is believed to be kept away by sickness or another "
        "unavoidable cause; whether ground (h) asks the same was not read.",
        since="21 Nov 2025",
        missing="whether the pupil was believed to be kept away by sickness or another unavoidable cause",
    ),
    Case(
        title="Ground (l) does not come before the end of compulsory school age",
        as_at="29 Jun 2026",
        given="""
        term | 13 Apr 2026 to 21 Jul 2026
        born | 2 Feb 2010
        year group | 11
        left | 22 May 2026
        step | deletion D1 deleted 22 May 2026: l
        step | deletion D1 recorded 22 May 2026
        """,
        outcome="conditions_not_met",
        reasons="Ground (l) is for a pupil who reaches the end of compulsory school age. Its last day "
        "is 26 Jun 2026, after the deletion of 22 May 2026.\n"
        "The pupil was in Year 11 and left before the end of the school year. That is noted for the "
        "reader, and by itself says nothing against the deletion.",
        since="22 May 2026",
    ),
    Case(
        title="On the last day of compulsory school age it does",
        as_at="29 Jun 2026",
        given="""
        term | 13 Apr 2026 to 21 Jul 2026
        born | 2 Feb 2010
        year group | 11
        left | 26 Jun 2026
        step | deletion D1 deleted 26 Jun 2026: l
        step | deletion D1 recorded 26 Jun 2026
        """,
        outcome="in_order",
        reasons=in_order("l", "26 Jun 2026", "The last day of compulsory school age was 26 Jun 2026."),
        since="26 Jun 2026",
    ),
)  # fmt: skip
