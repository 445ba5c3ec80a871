"""Stories of children who left their school this school year, and of what is on record of the deletion."""

from schoolward.demo.steps.matter import matter
from schoolward.demo.stories.story import Laid, Stay, Story, Who

_LEAVER = Who(years=(2, 11), stay=Stay.LEAVES)

OF_LEAVERS = (
    Story(
        name="off roll for the wrong ground",
        tells="Twenty-five school days of O up to the last; ground (i) is given, and nobody made joint enquiries.",
        fires={"deletion_from_roll": "conditions_not_met", "deletion_return": "received"},
        who=_LEAVER,
        marks=(Laid("O", 24, 0),),
        matters=(
            matter("deletion", ("deleted", 0, "i"), ("recorded", 0)),
            matter("deletion_return", ("received", 0)),
        ),
    ),
    Story(
        name="off roll after twenty days and enquiries",
        tells="Twenty-five school days of O, and enquiries of school and authority that did not find the child.",
        fires={"deletion_from_roll": "in_order", "deletion_return": "received"},
        who=_LEAVER,
        marks=(Laid("O", 24, 0),),
        matters=(
            matter(
                "deletion",
                ("enquiry", 25, "home visit by school and authority: nobody there"),
                ("enquiry", 11, "checks with other authorities and services"),
                ("enquiry_outcome", 4, "NOT_FOUND"),
                ("deleted", 0, "i"),
                ("recorded", 0),
            ),
            matter("attendance_return", ("received", 14)),
            matter("deletion_return", ("received", 0)),
        ),
    ),
    Story(
        name="off roll without the parent's notice",
        tells="Ground (f), education otherwise, without a written notice; and no return.",
        fires={"deletion_from_roll": "conditions_not_met", "deletion_return": "overdue"},
        who=_LEAVER,
        matters=(matter("deletion", ("deleted", 0, "f"), ("recorded", 0)),),
    ),
    Story(
        name="off roll for no ground in the regulations",
        tells="A ground that is not one of those in the regulations; the return came four days late.",
        fires={"deletion_from_roll": "ground_not_valid", "deletion_return": "received_late"},
        who=_LEAVER,
        matters=(
            matter("deletion", ("deleted", 0, "z"), ("recorded", 0)),
            matter("deletion_return", ("received", -4)),
        ),
    ),
    Story(
        name="off roll for a day that was past",
        tells="Deleted for a day ten days before the one on which it was entered.",
        fires={"deletion_from_roll": "retrospective", "deletion_return": "received_late"},
        who=_LEAVER,
        matters=(
            matter("deletion", ("deleted", 0, "g"), ("recorded", -10)),
            matter("deletion_return", ("received", -10)),
        ),
    ),
)
