"""Cases of the rule on a parent's first and second penalty notice for a child."""

from schoolward.law.decision import Decision
from schoolward.law.rules.penalty_notice_sequence import RULE, penalty_notice_sequence
from schoolward.law.steps import StepKind, of_kind
from tests.spec.law.case import Case, Given, RuleChapter


def judge(given: Given) -> Decision:
    """The facts of a case put to the rule; the notice is proposed for parent A."""
    return penalty_notice_sequence(
        notices=of_kind(given.matters, StepKind.PENALTY_NOTICE),
        other_authorities=of_kind(given.matters, StepKind.OTHER_AUTHORITY),
        parent="A",
        as_at=given.as_at,
        law=given.law,
    )


FIRST = (
    "It would be the first penalty notice to parent A for this child in 3 years.\n"
    "It would be £80 if paid within 21 days of receipt, and £160 if paid within 28 days.\n"
)

SECOND_AMOUNT = "It would be £160, to be paid within 28 days of receipt, with no lower amount.\n"

CHAPTER = RuleChapter(
    rule=RULE,
    opening="One parent can be given two penalty notices for one child in three years. The first has a lower amount "
    "for early payment, the second has none, and a third cannot be issued. The three years are counted back from the "
    "day on which the notice is proposed, and every authority's notices count. While whose a notice was, or what "
    "another authority has to tell, is not known and could change that, it is called neither first nor second.",
    judge=judge,
    cases=(
        Case(
            title="With none before, it would be the first",
            as_at="6 Oct 2025",
            given="",
            outcome="first",
            reasons=FIRST,
        ),
        Case(
            title="One issued in the last three years makes it the second, paid or not",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 3 Feb 2025 parent A
            step | penalty_notice PN1 paid 10 Feb 2025 parent A: 80
            """,
            outcome="second",
            reasons="It would be the second penalty notice to parent A for this child in 3 years: PN1 of 3 Feb 2025 "
            "counts until 2 Feb 2028.\n" + SECOND_AMOUNT,
        ),
        Case(
            title="With two, no further one can be issued until three years after the first of them",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 3 Feb 2025 parent A
            step | penalty_notice PN2 issued 12 Jun 2025 parent A
            """,
            outcome="barred",
            reasons="""
            No penalty notice can be issued to parent A for this child: 2 already count in the last 3 years, which is \
as many as there can be.
            They are PN1 of 3 Feb 2025 and PN2 of 12 Jun 2025.
            The next could be issued on 3 Feb 2028. Until then other action has to be considered.
            """,
            since="12 Jun 2025",
        ),
        Case(
            title="On the last day of the three years a notice still counts",
            as_at="2 Feb 2028",
            given="step | penalty_notice PN1 issued 3 Feb 2025 parent A",
            outcome="second",
            reasons="It would be the second penalty notice to parent A for this child in 3 years: PN1 of 3 Feb 2025 "
            "counts until 2 Feb 2028.\n" + SECOND_AMOUNT,
            note="That the last day is the day before the third anniversary is our reading of three years.",
        ),
        Case(
            title="On the third anniversary of its issue it no longer does",
            as_at="3 Feb 2028",
            given="step | penalty_notice PN1 issued 3 Feb 2025 parent A",
            outcome="first",
            reasons=FIRST + "Not counted: PN1 of 3 Feb 2025, issued 3 years or longer ago.",
        ),
        Case(
            title="The third anniversary of 29 February is 28 February: the day before, it counts",
            as_at="27 Feb 2031",
            given="step | penalty_notice PN1 issued 29 Feb 2028 parent A",
            outcome="second",
            reasons="It would be the second penalty notice to parent A for this child in 3 years: PN1 of 29 Feb 2028 "
            "counts until 27 Feb 2031.\n" + SECOND_AMOUNT,
        ),
        Case(
            title="On that 28 February it does not",
            as_at="28 Feb 2031",
            given="step | penalty_notice PN1 issued 29 Feb 2028 parent A",
            outcome="first",
            reasons=FIRST + "Not counted: PN1 of 29 Feb 2028, issued 3 years or longer ago.",
        ),
        Case(
            title="A notice that was withdrawn does not count",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 3 Feb 2025 parent A
            step | penalty_notice PN1 withdrawn 20 Feb 2025 parent A: WRONG_PERSON_OR_ISSUE
            """,
            outcome="first",
            reasons=FIRST + "Not counted: PN1 of 3 Feb 2025, withdrawn on 20 Feb 2025.",
        ),
        Case(
            title="One that led to a prosecution does",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 3 Feb 2025 parent A
            step | penalty_notice PN1 prosecuted 14 Apr 2025 parent A
            """,
            outcome="second",
            reasons="It would be the second penalty notice to parent A for this child in 3 years: PN1 of 3 Feb 2025 "
            "counts until 2 Feb 2028.\n" + SECOND_AMOUNT,
        ),
        Case(
            title="Notices issued before the national framework do not count",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 18 Aug 2024 parent A
            step | penalty_notice PN2 issued 19 Aug 2024 parent A
            """,
            outcome="second",
            reasons="It would be the second penalty notice to parent A for this child in 3 years: PN2 of 19 Aug 2024 "
            f"counts until 18 Aug 2027.\n{SECOND_AMOUNT}"
            "Not counted: PN1 of 18 Aug 2024, issued before 19 Aug 2024, from which notices count.",
        ),
        Case(
            title="The other parent's notices do not count",
            as_at="6 Oct 2025",
            given="step | penalty_notice PN1 issued 3 Feb 2025 parent B",
            outcome="first",
            reasons=FIRST + "Not counted: PN1 of 3 Feb 2025, issued to another parent.",
        ),
        Case(
            title="While it is not recorded whose an earlier notice was, it is neither first nor second",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 3 Feb 2025 parent B
            step | penalty_notice PN2 issued 4 Mar 2025
            """,
            outcome="parent_not_known",
            reasons="""
            It is not recorded to which parent PN2 of 4 Mar 2025 was issued.
            By what is known the notice would be the first. If that one is found to count, this would be the second.
            Not counted: PN1 of 3 Feb 2025, issued to another parent.
            """,
            missing="to which parent notice PN2 was issued",
        ),
        Case(
            title="Two such notices may even bar it",
            as_at="6 Oct 2025",
            given="step | penalty_notice PN1 issued 3 Feb 2025\nstep | penalty_notice PN2 issued 4 Mar 2025",
            outcome="parent_not_known",
            reasons="""
            It is not recorded to which parent PN1 of 3 Feb 2025 and PN2 of 4 Mar 2025 were issued.
            By what is known the notice would be the first. If a notice is found to count, this would be the second; \
if two are, it could not be issued.
            """,
            missing="to which parent notice PN1 was issued\nto which parent notice PN2 was issued",
        ),
        Case(
            title="So may one, beside a notice that counts",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 3 Feb 2025 parent A
            step | penalty_notice PN2 issued 4 Mar 2025
            step | other_authority OA1 asked 22 Sep 2025 parent A: 351
            """,
            outcome="parent_not_known",
            reasons="""
            It is not recorded to which parent PN2 of 4 Mar 2025 was issued.
            Authority 351 was asked whether it issued a notice, and has not answered.
            Counted: PN1 of 3 Feb 2025.
            By what is known the notice would be the second. If another is found to count, it could not be issued.
            """,
            missing="to which parent notice PN2 was issued\nthe answer of authority 351",
        ),
        Case(
            title="It does not matter whose a notice was that does not count in any case",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 3 Feb 2025
            step | penalty_notice PN1 withdrawn 20 Feb 2025: WRONG_PERSON_OR_ISSUE
            """,
            outcome="first",
            reasons=FIRST + "Not counted: PN1 of 3 Feb 2025, withdrawn on 20 Feb 2025.",
        ),
        Case(
            title="Where two count already it is barred, and whose a third was may keep it barred for longer",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 3 Feb 2025 parent A
            step | penalty_notice PN2 issued 12 Jun 2025 parent A
            step | penalty_notice PN3 issued 8 Sep 2025
            """,
            outcome="barred",
            reasons="""
            No penalty notice can be issued to parent A for this child: 2 already count in the last 3 years, which is \
as many as there can be.
            They are PN1 of 3 Feb 2025 and PN2 of 12 Jun 2025.
            It is not recorded to which parent PN3 of 8 Sep 2025 was issued.
            The next could be issued on 3 Feb 2028 at the earliest. Until then other action has to be considered.
            """,
            since="12 Jun 2025",
            missing="to which parent notice PN3 was issued",
        ),
        Case(
            title="Another authority's notice counts, and one that it withdrew does not",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 3 Feb 2025 parent A
            step | other_authority OA1 asked 22 Sep 2025 parent A: 351
            step | other_authority OA1 notice_issued 7 Oct 2024 parent A
            step | other_authority OA1 notice_withdrawn 4 Nov 2024 parent A
            step | other_authority OA1 notice_issued 9 Dec 2024 parent A
            """,
            outcome="barred",
            reasons="""
            No penalty notice can be issued to parent A for this child: 2 already count in the last 3 years, which is \
as many as there can be.
            They are authority 351's notice of 9 Dec 2024 and PN1 of 3 Feb 2025.
            Not counted: authority 351's notice of 7 Oct 2024, withdrawn on 4 Nov 2024.
            The next could be issued on 9 Dec 2027. Until then other action has to be considered.
            """,
            since="3 Feb 2025",
        ),
        Case(
            title="While another authority has not answered, it is not known which it would be",
            as_at="6 Oct 2025",
            given="step | other_authority OA1 asked 22 Sep 2025 parent A: 351",
            outcome="other_authority_unknown",
            reasons="""
            Authority 351 was asked whether it issued a notice, and has not answered.
            By what is known the notice would be the first. If a notice is found to count, this would be the second; \
if two are, it could not be issued.
            """,
            missing="the answer of authority 351",
        ),
        Case(
            title="Another authority's notice that names no parent may be this parent's: it has to be asked again",
            as_at="6 Oct 2025",
            given="""
            step | other_authority OA1 asked 22 Sep 2025: 351
            step | other_authority OA1 notice_issued 7 Oct 2024
            """,
            outcome="other_authority_unknown",
            reasons="""
            It is not recorded to which parent authority 351's notice of 7 Oct 2024 was issued.
            By what is known the notice would be the first. If that one is found to count, this would be the second.
            """,
            missing="to which parent authority 351's notice of 7 Oct 2024 was issued",
        ),
        Case(
            title="Nor is it known where one counts already and the answer could bar it",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 3 Feb 2025 parent A
            step | other_authority OA1 asked 22 Sep 2025 parent A: 351
            step | other_authority OA1 cannot_say 1 Oct 2025 parent A
            """,
            outcome="other_authority_unknown",
            reasons="""
            Authority 351 cannot say whether it issued a notice.
            Counted: PN1 of 3 Feb 2025.
            By what is known the notice would be the second. If another is found to count, it could not be issued.
            """,
            missing="a decision by a manager how to count what another authority cannot say",
        ),
        Case(
            title="Once it has answered that it issued none, that is settled",
            as_at="6 Oct 2025",
            given="""
            step | other_authority OA1 asked 22 Sep 2025 parent A: 351
            step | other_authority OA1 answered_none 1 Oct 2025 parent A
            """,
            outcome="first",
            reasons=FIRST,
        ),
        Case(
            title="Where two count already, no other authority's answer matters",
            as_at="6 Oct 2025",
            given="""
            step | penalty_notice PN1 issued 3 Feb 2025 parent A
            step | penalty_notice PN2 issued 12 Jun 2025 parent A
            step | other_authority OA1 asked 22 Sep 2025 parent A: 351
            """,
            outcome="barred",
            reasons="""
            No penalty notice can be issued to parent A for this child: 2 already count in the last 3 years, which is \
as many as there can be.
            They are PN1 of 3 Feb 2025 and PN2 of 12 Jun 2025.
            The next could be issued on 3 Feb 2028. Until then other action has to be considered.
            """,
            since="12 Jun 2025",
        ),
        Case(
            title="Local policy can leave out of the count what another authority says that it cannot tell",
            as_at="6 Oct 2025",
            given="""
            step   | other_authority OA1 asked 22 Sep 2025 parent A: 351
            step   | other_authority OA1 cannot_say 1 Oct 2025 parent A
            policy | [[penalty_notice_other_authority_unknown]]
            policy | from = 2025-09-01
            policy | value = "treat as a first notice"
            policy | citation = "Demo Borough code of conduct, July 2025, section 5"
            """,
            outcome="first",
            reasons=FIRST + "Authority 351 cannot say whether it issued a notice; by local policy that is left out of "
            "the count.",
        ),
        Case(
            title="Even then an authority that has not answered yet is waited for",
            as_at="6 Oct 2025",
            given="""
            step   | other_authority OA1 asked 22 Sep 2025 parent A: 351
            policy | [[penalty_notice_other_authority_unknown]]
            policy | from = 2025-09-01
            policy | value = "treat as a first notice"
            policy | citation = "Demo Borough code of conduct, July 2025, section 5"
            """,
            outcome="other_authority_unknown",
            reasons="""
            Authority 351 was asked whether it issued a notice, and has not answered.
            By what is known the notice would be the first. If a notice is found to count, this would be the second; \
if two are, it could not be issued.
            """,
            missing="the answer of authority 351",
        ),
    ),
)  # fmt: skip
