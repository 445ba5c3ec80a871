"""Stories of penalty notices: the threshold, first, second and barred notices, and the clock of each."""

from datetime import date, timedelta

from schoolward.demo.steps.matter import Matter, SchoolDay, matter
from schoolward.demo.stories.story import Laid, Story

_HOLIDAY, _EARLIER_HOLIDAY = Laid("G", 34, 30), Laid("G", 45, 41)
_OUT_OF_SCHOOL = (Laid("O", 19, 17), Laid("O", 12, 10))


def _notice(
    *events: tuple[str, int] | tuple[str, int, str], holiday: Laid = _HOLIDAY, parent: str = "A"
) -> Matter:
    """A notice for a holiday."""
    assert isinstance(holiday.first, int)
    assert isinstance(holiday.last, int)
    offence = (("offence_from", SchoolDay(holiday.first)), ("offence_until", SchoolDay(holiday.last)))
    return matter("penalty_notice", *events, *offence, parent=parent)


def _paid_notice(issued: date) -> Matter:
    """A notice of a past year to parent A, for a holiday three weeks before, and paid within three weeks."""
    return matter(
        "penalty_notice",
        ("issued", issued),
        ("posted", issued),
        ("received", issued + timedelta(days=2)),
        ("offence_from", issued - timedelta(days=25)),
        ("offence_until", issued - timedelta(days=21)),
        ("paid", issued + timedelta(days=16), "80"),
        parent="A",
    )


OF_NOTICES = (
    Story(
        name="threshold met, first notice",
        tells="Six days of holiday in term time; neither parent has ever had a notice.",
        fires={"penalty_notice_threshold": "met", "penalty_notice_sequence": "first"},
        marks=(Laid("G", 24, 19),),
    ),
    Story(
        name="threshold met across the summer",
        tells="Three days of holiday before the summer and two after it: ten sessions in four school weeks.",
        fires={"penalty_notice_threshold": "met", "penalty_notice_sequence": "first"},
        marks=(
            Laid("G", date(2026, 7, 15), date(2026, 7, 17)),
            Laid("G", date(2026, 9, 3), date(2026, 9, 4)),
        ),
    ),
    Story(
        name="one session short of the threshold",
        tells="Four days of O and one late arrival after the register closed: nine sessions.",
        fires={"penalty_notice_threshold": "not_met"},
        marks=(Laid("O", 20, 17), Laid("U", 12, 12, "AM")),
    ),
    Story(
        name="threshold met, and unmet by a correction",
        tells="Six days first sent as O; five of them turn out to be illness and are sent again as I.",
        fires={"penalty_notice_threshold": "no_longer_met"},
        marks=(Laid("I", 34, 30, sent="O"), Laid("O", 25, 25)),
    ),
    Story(
        name="second notice",
        tells="A holiday of ten sessions this autumn; parent A had a notice in March, which was paid.",
        fires={"penalty_notice_threshold": "met", "penalty_notice_sequence": "second"},
        marks=(_HOLIDAY,),
        matters=(_paid_notice(date(2026, 3, 2)),),
    ),
    Story(
        name="no third notice",
        tells="Twelve sessions of O; parent A had notices in November 2024 and March 2026, so that none can follow.",
        fires={"penalty_notice_threshold": "met", "penalty_notice_sequence": "barred"},
        marks=_OUT_OF_SCHOOL,
        matters=(_paid_notice(date(2024, 11, 4)), _paid_notice(date(2026, 3, 16))),
    ),
    Story(
        name="another authority cannot say",
        tells="Twelve sessions of O; the family came from authority 357, which cannot say if it issued a notice.",
        fires={"penalty_notice_threshold": "met", "penalty_notice_sequence": "other_authority_unknown"},
        marks=_OUT_OF_SCHOOL,
        matters=(matter("other_authority", ("asked", 9, "357"), ("cannot_say", 3), parent="A"),),
    ),
    Story(
        name="another authority knows of a notice",
        tells="Twelve sessions of O; authority 895 answers that parent A had a notice from it in June 2025.",
        fires={"penalty_notice_threshold": "met", "penalty_notice_sequence": "second"},
        marks=_OUT_OF_SCHOOL,
        matters=(
            matter(
                "other_authority",
                ("asked", 9, "895"),
                ("notice_issued", date(2025, 6, 9), "", 4),
                parent="A",
            ),
        ),
    ),
    Story(
        name="a notice at its lower amount",
        tells="A notice for a holiday, received two weeks ago; its sessions do not count towards another.",
        fires={"penalty_notice_clock": "pay_lower_amount", "penalty_notice_threshold": "not_met"},
        marks=(_HOLIDAY,),
        matters=(_notice(("issued", 17), ("posted", 17), ("received", 15)),),
    ),
    Story(
        name="a notice at its full amount",
        tells="A notice received more than three weeks ago and not paid: for a few days yet it can be, in full.",
        fires={"penalty_notice_clock": "pay_higher_amount"},
        marks=(_HOLIDAY,),
        matters=(_notice(("issued", 28), ("posted", 28), ("received", 24)),),
    ),
    Story(
        name="a notice unpaid on day 29",
        tells="A notice to each parent; B's was paid, and A's time to pay is over.",
        fires={"penalty_notice_clock": "prosecute_or_withdraw"},
        marks=(_EARLIER_HOLIDAY,),
        matters=(
            _notice(("issued", 42), ("posted", 42), ("received", 39), holiday=_EARLIER_HOLIDAY),
            _notice(
                ("issued", 42), ("posted", 42), ("received", 39), ("paid", 30, "80"),
                holiday=_EARLIER_HOLIDAY, parent="B",
            ),
        ),
    ),
    Story(
        name="a notice paid in time",
        tells="A notice paid at its lower amount after ten days.",
        fires={"penalty_notice_clock": "paid"},
        marks=(_EARLIER_HOLIDAY,),
        matters=(
            _notice(("issued", 53), ("posted", 53), ("received", 51), ("paid", 42, "80"), holiday=_EARLIER_HOLIDAY),
        ),
    ),
    Story(
        name="a notice paid late",
        tells="A notice paid in full five weeks after it was received: a week after the time to pay was over.",
        fires={"penalty_notice_clock": "paid_late"},
        marks=(_EARLIER_HOLIDAY,),
        matters=(
            _notice(("issued", 53), ("posted", 53), ("received", 51), ("paid", 16, "160"), holiday=_EARLIER_HOLIDAY),
        ),
    ),
    Story(
        name="a second notice paid as if it were the first",
        tells="Parent A had a notice in May and paid £80 on this one, which has no lower amount.",
        fires={"penalty_notice_clock": "paid_too_little"},
        marks=(_EARLIER_HOLIDAY,),
        matters=(
            _paid_notice(date(2026, 5, 11)),
            _notice(("issued", 53), ("posted", 53), ("received", 51), ("paid", 42, "80"), holiday=_EARLIER_HOLIDAY),
        ),
    ),
    Story(
        name="a notice withdrawn",
        tells="A notice withdrawn after two weeks: it had been sent to somebody who is not the parent.",
        fires={"penalty_notice_clock": "withdrawn", "penalty_notice_threshold": "met"},
        marks=(_EARLIER_HOLIDAY,),
        matters=(
            _notice(
                ("issued", 53), ("posted", 53), ("received", 51), ("withdrawn", 37, "WRONG_PERSON_OR_ISSUE"),
                holiday=_EARLIER_HOLIDAY,
            ),
        ),
    ),
    Story(
        name="a posted notice",
        tells="A notice posted four days ago, and nothing on record of the day on which it arrived.",
        fires={"penalty_notice_clock": "pay_lower_amount"},
        marks=(Laid("G", 24, 20),),
        matters=(_notice(("issued", 4), ("posted", 4), holiday=Laid("G", 24, 20)),),
    ),
)  # fmt: skip
