"""Cases of the rule on the clock of a penalty notice."""

from schoolward.law.decision import Decision
from schoolward.law.rules.penalty_notice_clock import RULE, penalty_notice_clock
from tests.spec.law.case import Case, Given, RuleChapter


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule: it is asked of the last notice, and the others came before it."""
    *earlier, notice = given.matters
    return penalty_notice_clock(notice=notice, earlier=earlier, as_at=given.as_at, law=given.law)


RECEIVED = """
step | penalty_notice PN1 issued 2 Oct 2025 parent A
step | penalty_notice PN1 posted 2 Oct 2025 parent A
step | penalty_notice PN1 received 6 Oct 2025 parent A
"""

DAY_1 = "It was received on 6 Oct 2025, which is day 1.\n"

DECIDE = """
The authority has to prosecute the offence or withdraw the notice.
A prosecution is for the absence and not for the payment, and its own time limit runs from the absence.
"""

IN_FULL = "That is the full amount in time: the liability for the absences it was issued for is discharged."

GROUNDS = "outside code, wrong person or issue, material error, not prosecuted"


def posted(day: str) -> str:
    """A notice that was issued and posted on the day, and is not recorded as received."""
    return f"step | penalty_notice PN1 issued {day} parent A\nstep | penalty_notice PN1 posted {day} parent A"


def not_first(others: str) -> str:
    """Why there is no lower amount."""
    return (
        f"It has no lower amount: it is not the parent's first notice for this child, since {others} counted when it "
        "was issued.\n"
    )


SECOND = not_first("PN0 of 3 Feb 2025")
SECOND_ELSEWHERE = not_first("authority 351's notice of 7 Oct 2024")

FULL_OR_LOWER = "£80 can be paid until 26 Oct 2025, and after that £160 until 2 Nov 2025.\n"
MAY_BE_SECOND = "If a notice before it is found to count, this one has no lower amount."

CHAPTER = RuleChapter(
    rule=RULE,
    opening="A penalty notice can be paid within 28 days, a first one at the lower amount within 21. The day of "
    "receipt is the first of these days. A second notice to a parent for the same child has no lower amount, and other "
    "authorities' notices count as well. If it is unpaid on day 29, the authority prosecutes the offence or withdraws "
    "the notice. Money and days are those of the law on the day of issue.",
    judge=judge,
    cases=(
        Case(
            title="On day 21, counted from the day of receipt as day 1, a first notice costs the lower amount",
            as_at="26 Oct 2025",
            given=RECEIVED,
            outcome="pay_lower_amount",
            reasons=DAY_1 + "£80 can be paid until 26 Oct 2025, and after that £160 until 2 Nov 2025.",
            since="6 Oct 2025",
            due="26 Oct 2025",
            note="The clocks went back in the night to 26 October, which changes no day.",
        ),
        Case(
            title="On day 22 it costs the full amount",
            as_at="27 Oct 2025",
            given=RECEIVED,
            outcome="pay_higher_amount",
            reasons=DAY_1 + "The lower amount could be paid until 26 Oct 2025.\n£160 can be paid until 2 Nov 2025.",
            since="27 Oct 2025",
            due="2 Nov 2025",
        ),
        Case(
            title="On day 28 that can still be paid",
            as_at="2 Nov 2025",
            given=RECEIVED,
            outcome="pay_higher_amount",
            reasons=DAY_1 + "The lower amount could be paid until 26 Oct 2025.\n£160 can be paid until 2 Nov 2025.",
            since="27 Oct 2025",
            due="2 Nov 2025",
        ),
        Case(
            title="On day 29 the authority has to prosecute or to withdraw the notice",
            as_at="3 Nov 2025",
            given=RECEIVED,
            outcome="prosecute_or_withdraw",
            reasons=DAY_1 + "The last day to pay was 2 Nov 2025, and nothing is recorded as paid." + DECIDE,
            since="3 Nov 2025",
            due="3 Nov 2025",
        ),
        Case(
            title="A notice posted on a Friday is taken to be received on the Tuesday after",
            as_at="14 Oct 2025",
            given=posted("10 Oct 2025"),
            outcome="pay_lower_amount",
            reasons="""
            It was posted on 10 Oct 2025 and is taken to be received on 14 Oct 2025, which is day 1.
            £80 can be paid until 3 Nov 2025, and after that £160 until 10 Nov 2025.
            """,
            since="14 Oct 2025",
            due="3 Nov 2025",
        ),
        Case(
            title="Good Friday and Easter Monday are no working days: posted on Maundy Thursday, received on Wednesday",
            as_at="3 Apr 2026",
            given=posted("2 Apr 2026"),
            outcome="pay_lower_amount",
            reasons="""
            It was posted on 2 Apr 2026 and is taken to be received on 8 Apr 2026, which is day 1.
            £80 can be paid until 28 Apr 2026, and after that £160 until 5 May 2026.
            """,
            due="28 Apr 2026",
            note="As at 3 April day 1 is still to come, so that nothing holds since then.",
        ),
        Case(
            title="Nor is the May bank holiday",
            as_at="5 May 2026",
            given=posted("30 Apr 2026"),
            outcome="pay_lower_amount",
            reasons="""
            It was posted on 30 Apr 2026 and is taken to be received on 5 May 2026, which is day 1.
            £80 can be paid until 25 May 2026, and after that £160 until 1 Jun 2026.
            """,
            since="5 May 2026",
            due="25 May 2026",
        ),
        Case(
            title="Posted on Christmas Eve, it is taken to be received on 30 December",
            as_at="30 Dec 2025",
            given=posted("24 Dec 2025"),
            outcome="pay_lower_amount",
            reasons="""
            It was posted on 24 Dec 2025 and is taken to be received on 30 Dec 2025, which is day 1.
            £80 can be paid until 19 Jan 2026, and after that £160 until 26 Jan 2026.
            """,
            since="30 Dec 2025",
            due="19 Jan 2026",
        ),
        Case(
            title="A leap day is one of the days",
            as_at="1 Mar 2028",
            given="""
            step | penalty_notice PN1 issued 9 Feb 2028 parent A
            step | penalty_notice PN1 received 10 Feb 2028 parent A
            """,
            outcome="pay_lower_amount",
            reasons="""
            It was received on 10 Feb 2028, which is day 1.
            £80 can be paid until 1 Mar 2028, and after that £160 until 8 Mar 2028.
            """,
            since="10 Feb 2028",
            due="1 Mar 2028",
        ),
        Case(
            title="A second notice has no lower amount, from its first day on",
            as_at="6 Oct 2025",
            given="step | penalty_notice PN0 issued 3 Feb 2025 parent A" + RECEIVED,
            outcome="pay_higher_amount",
            reasons=DAY_1 + SECOND + "£160 can be paid until 2 Nov 2025.",
            since="6 Oct 2025",
            due="2 Nov 2025",
        ),
        Case(
            title="After one that was withdrawn before, a notice is a first one",
            as_at="6 Oct 2025",
            given="step | penalty_notice PN0 issued 3 Feb 2025 parent A\n"
            "step | penalty_notice PN0 withdrawn 3 Mar 2025 parent A: MATERIAL_ERROR" + RECEIVED,
            outcome="pay_lower_amount",
            reasons=DAY_1 + "£80 can be paid until 26 Oct 2025, and after that £160 until 2 Nov 2025.",
            since="6 Oct 2025",
            due="26 Oct 2025",
        ),
        Case(
            title="After one that was withdrawn only later it stays a second one, and that is remarked on",
            as_at="20 Oct 2025",
            given="step | penalty_notice PN0 issued 3 Feb 2025 parent A\n"
            "step | penalty_notice PN0 withdrawn 16 Oct 2025 parent A: MATERIAL_ERROR" + RECEIVED,
            outcome="pay_higher_amount",
            reasons=DAY_1 + SECOND + "£160 can be paid until 2 Nov 2025.\n"
            "PN0 of 3 Feb 2025 counted when this one was issued, and was withdrawn on 16 Oct 2025: look at whether "
            "this one and its amount still stand.",
            since="6 Oct 2025",
            due="2 Nov 2025",
        ),
        Case(
            title="A third within three years could not be issued, and that is remarked on",
            as_at="6 Oct 2025",
            given="step | penalty_notice PN00 issued 3 Feb 2025 parent A\n"
            "step | penalty_notice PN0 issued 12 Jun 2025 parent A" + RECEIVED,
            outcome="pay_higher_amount",
            reasons=DAY_1 + not_first("PN00 of 3 Feb 2025 and PN0 of 12 Jun 2025")
            + "£160 can be paid until 2 Nov 2025.\n"
            "When it was issued, PN00 of 3 Feb 2025 and PN0 of 12 Jun 2025 counted already, so that it could not be "
            "issued: look at whether it has to be withdrawn.",
            since="6 Oct 2025",
            due="2 Nov 2025",
        ),
        Case(
            title="Another authority's notice counts like one of our own",
            as_at="6 Oct 2025",
            given="step | other_authority OA1 asked 22 Sep 2025 parent A: 351\n"
            "step | other_authority OA1 notice_issued 7 Oct 2024 parent A" + RECEIVED,
            outcome="pay_higher_amount",
            reasons=DAY_1 + SECOND_ELSEWHERE + "£160 can be paid until 2 Nov 2025.",
            since="6 Oct 2025",
            due="2 Nov 2025",
        ),
        Case(
            title="So it does where the authority is asked, and tells of it, only after this notice was issued",
            as_at="14 Oct 2025",
            given="step | other_authority OA1 asked 9 Oct 2025 parent A: 351\n"
            "step | other_authority OA1 notice_issued 7 Oct 2024 parent A" + RECEIVED
            + "step | penalty_notice PN1 paid 8 Oct 2025 parent A: 80",
            outcome="paid_too_little",
            reasons=DAY_1 + SECOND_ELSEWHERE + """
            £80 was paid on 8 Oct 2025, when £160 was due.
            Only the full amount in time discharges the liability.
            £160 can still be paid, in one sum, until 2 Nov 2025.
            """,
            since="8 Oct 2025",
            due="2 Nov 2025",
        ),
        Case(
            title="One that the other authority withdrew before does not count, nor one to the other parent, "
            "nor one that came later",
            as_at="14 Oct 2025",
            given="""
            step | other_authority OA1 asked 22 Sep 2025 parent A: 351
            step | other_authority OA1 notice_issued 7 Oct 2024 parent A
            step | other_authority OA1 notice_withdrawn 4 Nov 2024 parent A
            step | other_authority OA1 notice_issued 13 Oct 2025 parent A
            step | other_authority OA2 asked 22 Sep 2025 parent B: 351
            step | other_authority OA2 notice_issued 7 Oct 2024 parent B
            """ + RECEIVED,
            outcome="pay_lower_amount",
            reasons=DAY_1 + FULL_OR_LOWER,
            since="6 Oct 2025",
            due="26 Oct 2025",
        ),
        Case(
            title="One that it withdrew only after this notice was issued is remarked on",
            as_at="14 Oct 2025",
            given="""
            step | other_authority OA1 asked 22 Sep 2025 parent A: 351
            step | other_authority OA1 notice_issued 7 Oct 2024 parent A
            step | other_authority OA1 notice_withdrawn 9 Oct 2025 parent A
            """ + RECEIVED,
            outcome="pay_higher_amount",
            reasons=DAY_1 + SECOND_ELSEWHERE + """
            £160 can be paid until 2 Nov 2025.
            Authority 351's notice of 7 Oct 2024 counted when this one was issued, and was withdrawn on 9 Oct 2025: \
look at whether this one and its amount still stand.
            """,
            since="6 Oct 2025",
            due="2 Nov 2025",
        ),
        Case(
            title="While another authority has not answered, the amounts are those by what is known, and that is said",
            as_at="6 Oct 2025",
            given="step | other_authority OA1 asked 22 Sep 2025 parent A: 351" + RECEIVED,
            outcome="pay_lower_amount",
            reasons=DAY_1 + FULL_OR_LOWER
            + "Authority 351 was asked whether it issued a notice, and has not answered.\n" + MAY_BE_SECOND,
            since="6 Oct 2025",
            due="26 Oct 2025",
            missing="the answer of authority 351",
        ),
        Case(
            title="What it had answered before this notice was issued stands, whatever it is asked later",
            as_at="20 Oct 2025",
            given="""
            step | other_authority OA1 asked 22 Sep 2025 parent A: 351
            step | other_authority OA1 answered_none 29 Sep 2025 parent A
            step | other_authority OA1 asked 16 Oct 2025 parent A: 351
            """ + RECEIVED,
            outcome="pay_lower_amount",
            reasons=DAY_1 + FULL_OR_LOWER,
            since="6 Oct 2025",
            due="26 Oct 2025",
        ),
        Case(
            title="Where one counts already, an authority that cannot say may have issued one too many",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN0 issued 3 Feb 2025 parent A
            step | other_authority OA1 asked 22 Sep 2025 parent A: 351
            step | other_authority OA1 cannot_say 1 Oct 2025 parent A
            """ + RECEIVED,
            outcome="pay_higher_amount",
            reasons=DAY_1 + SECOND + """
            £160 can be paid until 2 Nov 2025.
            Authority 351 cannot say whether it issued a notice.
            If another before it is found to count, this one could not be issued.
            """,
            since="6 Oct 2025",
            due="2 Nov 2025",
            missing="a decision by a manager how to count what another authority cannot say",
        ),
        Case(
            title="Local policy can leave that out of the count",
            as_at="6 Oct 2025",
            given="""
            step   | other_authority OA1 asked 22 Sep 2025 parent A: 351
            step   | other_authority OA1 cannot_say 1 Oct 2025 parent A
            policy | [[penalty_notice_other_authority_unknown]]
            policy | from = 2025-09-01
            policy | value = "treat as a first notice"
            policy | citation = "Demo Borough code of conduct, July 2025, section 5"
            """ + RECEIVED,
            outcome="pay_lower_amount",
            reasons=DAY_1 + FULL_OR_LOWER + "Authority 351 cannot say whether it issued a notice; by local policy that "
            "is left out of the count.",
            since="6 Oct 2025",
            due="26 Oct 2025",
        ),
        Case(
            title="An earlier notice of our own that names no parent may be this parent's, and that is said",
            as_at="6 Oct 2025",
            given="step | penalty_notice PN0 issued 3 Feb 2025" + RECEIVED,
            outcome="pay_lower_amount",
            reasons=DAY_1 + FULL_OR_LOWER
            + "It is not recorded to which parent PN0 of 3 Feb 2025 was issued.\n" + MAY_BE_SECOND,
            since="6 Oct 2025",
            due="26 Oct 2025",
            missing="to which parent notice PN0 was issued",
        ),
        Case(
            title="So may any earlier one where this notice itself names none",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN0 issued 3 Feb 2025 parent A
            step | penalty_notice PN1 issued 2 Oct 2025
            step | penalty_notice PN1 received 6 Oct 2025
            """,
            outcome="pay_lower_amount",
            reasons=DAY_1 + FULL_OR_LOWER + "It is not recorded to which parent this notice was issued, and PN0 of "
            "3 Feb 2025 may have been that parent's.\n" + MAY_BE_SECOND,
            since="6 Oct 2025",
            due="26 Oct 2025",
            missing="to which parent this notice was issued",
        ),
        Case(
            title="Paid at the lower amount on day 21, it is settled",
            as_at="4 Nov 2025",
            given=RECEIVED + "step | penalty_notice PN1 paid 26 Oct 2025 parent A: 80",
            outcome="paid",
            reasons=DAY_1 + "£80 was paid on 26 Oct 2025, when £80 was due.\n" + IN_FULL,
            since="26 Oct 2025",
        ),
        Case(
            title="The lower amount paid on day 22 is too little, and the full amount can still be paid",
            as_at="28 Oct 2025",
            given=RECEIVED + "step | penalty_notice PN1 paid 27 Oct 2025 parent A: 80",
            outcome="paid_too_little",
            reasons=DAY_1 + """
            £80 was paid on 27 Oct 2025, when £160 was due.
            Only the full amount in time discharges the liability.
            £160 can still be paid, in one sum, until 2 Nov 2025.
            """,
            since="27 Oct 2025",
            due="2 Nov 2025",
        ),
        Case(
            title="Payments in parts are not added up",
            as_at="3 Nov 2025",
            given=RECEIVED + "step | penalty_notice PN1 paid 10 Oct 2025 parent A: 40\n"
            "step | penalty_notice PN1 paid 17 Oct 2025 parent A: 40",
            outcome="paid_too_little",
            reasons=DAY_1 + """
            £40 was paid on 10 Oct 2025, when £80 was due.
            £40 was paid on 17 Oct 2025, when £80 was due.
            Only the full amount in time discharges the liability; payments in parts are not added up.
            """ + DECIDE,
            since="10 Oct 2025",
            due="3 Nov 2025",
            note="The wording of the regulations on payment in parts was not read.",
        ),
        Case(
            title="Paid in full on day 29 it is paid late, and the authority has to decide all the same",
            as_at="10 Nov 2025",
            given=RECEIVED + "step | penalty_notice PN1 paid 3 Nov 2025 parent A: 160",
            outcome="paid_late",
            reasons=DAY_1 + """
            £160 was paid on 3 Nov 2025, after the last day to pay, 2 Nov 2025.
            Only the full amount in time discharges the liability.
            """ + DECIDE,
            since="3 Nov 2025",
            due="3 Nov 2025",
        ),
        Case(
            title="A notice is withdrawn on one of four grounds, and what was paid goes back",
            as_at="10 Nov 2025",
            given=RECEIVED + "step | penalty_notice PN1 paid 10 Oct 2025 parent A: 80\n"
            "step | penalty_notice PN1 withdrawn 20 Oct 2025 parent A: WRONG_PERSON_OR_ISSUE",
            outcome="withdrawn",
            reasons="""
            It was withdrawn on 20 Oct 2025, on the ground: wrong person or issue.
            The £80 that was paid is to be repaid.
            """,
            since="20 Oct 2025",
        ),
        Case(
            title="Another ground is none",
            as_at="10 Nov 2025",
            given=RECEIVED + "step | penalty_notice PN1 withdrawn 20 Oct 2025 parent A: goodwill",
            outcome="withdrawn",
            reasons=f"It was withdrawn on 20 Oct 2025, and 'goodwill' is none of the grounds: {GROUNDS}.",
            since="20 Oct 2025",
            missing=f"the ground of the withdrawal, one of: {GROUNDS}",
        ),
        Case(
            title="Once the offence is prosecuted the notice calls for nothing more",
            as_at="1 Dec 2025",
            given=RECEIVED + "step | penalty_notice PN1 prosecuted 24 Nov 2025 parent A",
            outcome="prosecuted",
            reasons="The offence was prosecuted on 24 Nov 2025.",
            since="24 Nov 2025",
        ),
        Case(
            title="Proceedings before day 29 came too soon",
            as_at="1 Dec 2025",
            given=RECEIVED + "step | penalty_notice PN1 prosecuted 31 Oct 2025 parent A",
            outcome="prosecuted",
            reasons="""
            The offence was prosecuted on 31 Oct 2025.
            That was before 3 Nov 2025: no proceedings can begin while the notice can still be paid.
            """,
            since="31 Oct 2025",
        ),
        Case(
            title="Neither received nor posted, as far as is recorded: no day can be counted",
            as_at="1 Dec 2025",
            given="step | penalty_notice PN1 issued 2 Oct 2025 parent A",
            outcome="not_known",
            reasons="""
            It was issued on 2 Oct 2025, and it is recorded neither when it was received nor when posted.
            So it cannot be said what is to be paid by when.
            """,
            since="2 Oct 2025",
            missing="the day on which the notice was received, or posted",
        ),
        Case(
            title="Nor without the day of issue, which says which law and which notice it is",
            as_at="1 Dec 2025",
            given="step | penalty_notice PN1 received 6 Oct 2025 parent A\n"
            "step | penalty_notice PN1 paid 10 Oct 2025 parent A: 80",
            outcome="not_known",
            reasons="""
            It is not recorded when it was issued.
            £80 was paid on 10 Oct 2025.
            So it cannot be said what is to be paid by when.
            """,
            missing="the day on which the notice was issued",
        ),
        Case(
            title="For a notice from before the national framework no amounts are held",
            as_at="1 Dec 2025",
            given="step | penalty_notice PN1 issued 3 Jun 2024 parent A\n"
            "step | penalty_notice PN1 received 5 Jun 2024 parent A",
            outcome="not_known",
            reasons="""
            It was issued on 3 Jun 2024. Amounts and periods are held from 19 Aug 2024 on.
            So it cannot be said what is to be paid by when.
            """,
            since="3 Jun 2024",
            missing="the amounts and periods that held before 19 Aug 2024",
        ),
    ),
)  # fmt: skip
