"""The five statistical classes of a register mark, and the legal categories behind them."""

from enum import StrEnum


class StatisticalClass(StrEnum):
    """Where a mark counts. Every code has exactly one class on a given date."""

    PRESENT = "present"
    APPROVED_EDUCATIONAL_ACTIVITY = "approved_educational_activity"
    AUTHORISED_ABSENCE = "authorised_absence"
    UNAUTHORISED_ABSENCE = "unauthorised_absence"
    NOT_POSSIBLE = "not_possible"

    @property
    def is_possible(self) -> bool:
        """Whether the session is in the denominator, possible sessions."""
        return self is not StatisticalClass.NOT_POSSIBLE

    @property
    def is_attendance(self) -> bool:
        """Whether the session was attended, at the school or at another approved place."""
        return self in (StatisticalClass.PRESENT, StatisticalClass.APPROVED_EDUCATIONAL_ACTIVITY)

    @property
    def is_absence(self) -> bool:
        """Whether the session counts to overall absence, authorised or not."""
        return self in (StatisticalClass.AUTHORISED_ABSENCE, StatisticalClass.UNAUTHORISED_ABSENCE)


class LegalCategory(StrEnum):
    """How the register regulations group the codes. It does not settle the statistical class: see D and X."""

    ATTENDING_THE_SCHOOL = "attending_the_school"
    ATTENDING_ANOTHER_PLACE = "attending_another_place"
    LEAVE_OF_ABSENCE = "leave_of_absence"
    OTHER_AUTHORISED = "other_authorised"
    UNABLE_TO_ATTEND = "unable_to_attend"
    UNAUTHORISED = "unauthorised"
    ADMINISTRATIVE = "administrative"
