"""Stories of orders and prosecutions, and of what has to be thought of before them."""

from datetime import date

from schoolward.demo.steps.matter import Matter, SchoolDay, matter
from schoolward.demo.stories.story import SECONDARIES, Laid, Story, Who

_OLDER = Who(years=(7, 10), kinds=SECONDARIES)
_OUT_OF_SCHOOL = (Laid("O", 44, 41), Laid("O", 38, 34))


def _considered(on: int | date) -> Matter:
    return matter(
        "education_supervision_order", ("considered", on, "not suitable: the family declines all help")
    )


def _prosecution(
    proposed: int | date, *more: tuple[str, date] | tuple[str, date, str], absent: Laid
) -> Matter:
    """Proceedings against parent A for days of one absence that lie fixed in the calendar."""
    assert isinstance(absent.first, date)
    assert isinstance(absent.last, date)
    days = (("absence_from", absent.first), ("absence_until", absent.last))
    return matter("prosecution", ("proposed", proposed), *days, *more, parent="A")


_IN_MARCH = Laid("O", date(2026, 3, 2), date(2026, 3, 12))
_IN_MAY = Laid("O", date(2026, 5, 11), date(2026, 5, 21))
_IN_JUNE = Laid("O", date(2026, 6, 8), date(2026, 6, 25))
_FROM_APRIL_TO_JULY = Laid("O", date(2026, 4, 27), date(2026, 7, 10))

OF_COURTS = (
    Story(
        name="a supervision order in force",
        tells="An education supervision order made in August, and attendance since then.",
        fires={"education_supervision_order": "in_force"},
        matters=(
            matter(
                "education_supervision_order",
                ("considered", 171, "apply: advice and direction may bring the child back"),
                ("childrens_services_consulted", 161),
                ("applied", 147),
                ("made", 91),
            ),
        ),
    ),
    Story(
        name="a supervision order that ends soon",
        tells="An education supervision order made in January: its year ends in two months.",
        fires={"education_supervision_order": "ending_soon"},
        matters=(
            matter(
                "education_supervision_order",
                ("considered", 364, "apply: advice and direction may bring the child back"),
                ("childrens_services_consulted", 357),
                ("applied", 343),
                ("made", 301),
            ),
        ),
    ),
    Story(
        name="a court waits for reasons",
        tells="Ten weeks ago the court directed the authority to apply for an order; it neither did nor said why not.",
        fires={"education_supervision_order": "reasons_overdue"},
        marks=_OUT_OF_SCHOOL,
        matters=(matter("education_supervision_order", ("directed_by_court", 70)),),
    ),
    Story(
        name="an application without consultation",
        tells="The authority applied for a supervision order, and had not consulted children's services.",
        fires={"education_supervision_order": "consult_first"},
        marks=_OUT_OF_SCHOOL,
        matters=(
            matter(
                "education_supervision_order",
                ("considered", 35, "apply: the parent asks for direction"),
                ("applied", 21),
            ),
        ),
    ),
    Story(
        name="a prosecution, and no order considered",
        tells="A prosecution was proposed, and nothing says that a supervision order was considered first.",
        fires={"education_supervision_order": "consider_before_prosecution"},
        who=_OLDER,
        marks=_OUT_OF_SCHOOL,
        matters=(
            matter(
                "prosecution",
                ("proposed", 10),
                ("absence_from", SchoolDay(44)),
                ("absence_until", SchoolDay(34)),
                parent="A",
            ),
        ),
    ),
    Story(
        name="a notice before an attendance order",
        tells="The parent was served with a notice last week, and still has time to satisfy the authority.",
        fires={"school_attendance_order": "parent_has_time"},
        marks=_OUT_OF_SCHOOL,
        matters=(matter("school_attendance_order", ("notice_served", 8), parent="A"),),
    ),
    Story(
        name="an attendance order to be decided",
        tells="The days that the parent had to satisfy the authority are over, and nothing was decided.",
        fires={"school_attendance_order": "order_may_follow"},
        marks=_OUT_OF_SCHOOL,
        matters=(matter("school_attendance_order", ("notice_served", 30), parent="A"),),
    ),
    Story(
        name="an attendance order made too early",
        tells="An order made ten days after the notice: the parent had not had the time that the law gives.",
        fires={"school_attendance_order": "order_made_too_early"},
        marks=_OUT_OF_SCHOOL,
        matters=(matter("school_attendance_order", ("notice_served", 45), ("made", 36), parent="A"),),
    ),
    Story(
        name="an attendance order in force",
        tells="An order of July that named the school on whose roll the child is.",
        fires={"school_attendance_order": "in_force"},
        matters=(matter("school_attendance_order", ("notice_served", 161), ("made", 133), parent="A"),),
    ),
    Story(
        name="an attendance order revoked",
        tells="An order of the spring, revoked in September once the child attended.",
        fires={"school_attendance_order": "revoked"},
        matters=(
            matter(
                "school_attendance_order", ("notice_served", 245), ("made", 217), ("revoked", 63), parent="A"
            ),
        ),
    ),
    Story(
        name="a prosecution in time",
        tells="A prosecution proposed for October's absence, after a supervision order was considered.",
        fires={"prosecution_time_limit": "in_time", "education_supervision_order": "considered"},
        who=_OLDER,
        marks=(Laid("O", 29, 20),),
        matters=(
            _considered(17),
            matter(
                "prosecution",
                ("proposed", 10),
                ("absence_from", SchoolDay(29)),
                ("absence_until", SchoolDay(20)),
                parent="A",
            ),
        ),
    ),
    Story(
        name="the last day of a prosecution",
        tells="Absence in May until the 21st: six months from its last day end tomorrow.",
        fires={"prosecution_time_limit": "last_days"},
        who=_OLDER,
        marks=(_IN_MAY,),
        matters=(_considered(date(2026, 9, 17)), _prosecution(date(2026, 9, 24), absent=_IN_MAY)),
    ),
    Story(
        name="a prosecution partly out of time",
        tells="Absence from April to July: counted from its first day the six months are over, from its last not.",
        fires={"prosecution_time_limit": "part_out_of_time"},
        who=_OLDER,
        marks=(_FROM_APRIL_TO_JULY,),
        matters=(
            _considered(date(2026, 10, 8)),
            _prosecution(date(2026, 10, 15), absent=_FROM_APRIL_TO_JULY),
        ),
    ),
    Story(
        name="a prosecution out of time",
        tells="Proposed in June for absence in March, and never laid before the court.",
        fires={"prosecution_time_limit": "out_of_time"},
        who=_OLDER,
        marks=(_IN_MARCH,),
        matters=(_considered(date(2026, 6, 4)), _prosecution(date(2026, 6, 11), absent=_IN_MARCH)),
    ),
    Story(
        name="a prosecution before the court",
        tells="The information for June's absence was laid in October.",
        fires={"prosecution_time_limit": "laid"},
        who=_OLDER,
        marks=(_IN_JUNE,),
        matters=(
            _considered(date(2026, 9, 3)),
            _prosecution(date(2026, 9, 10), ("information_laid", date(2026, 10, 8)), absent=_IN_JUNE),
        ),
    ),
    Story(
        name="a prosecution that was not brought",
        tells="Proposed for June's absence, and given up when attendance was good in September.",
        fires={"prosecution_time_limit": "not_brought"},
        who=_OLDER,
        marks=(_IN_JUNE,),
        matters=(
            _considered(date(2026, 7, 2)),
            _prosecution(
                date(2026, 7, 9), ("decided", date(2026, 9, 24), "not to prosecute"), absent=_IN_JUNE
            ),
        ),
    ),
)
