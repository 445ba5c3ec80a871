"""The reasons for which a step taken is refused, in the words its sender reads, with the way to mend it."""

from schoolward.intake.reason import Reason
from schoolward.law.steps import FIXED_AHEAD

# Steps taken
REASONS: dict[str, Reason] = {
    "step_kind": Reason(
        "the kind of step is not one of those that are known",
        "write one of the kinds in the table of steps for senders, such as penalty_notice",
    ),
    "step_event": Reason(
        "a step of this kind has no such event",
        "write one of the events that the table of steps for senders has for the kind",
    ),
    "step_reference": Reason(
        "the reference is missing or is longer than 60 characters",
        "give the reference that the notice, plan or order has in your own system, the same on each of its rows",
    ),
    "step_range": Reason(
        "the day of the event lies before August 2006 or more than four years ahead",
        "correct the year",
    ),
    "step_not_yet": Reason(
        "the day is later than the day on which the file was received, and such an event is told once it has happened",
        f"correct the day, or send the row when the day has come; ahead may lie only {', '.join(sorted(FIXED_AHEAD))}",
    ),
    "step_parent": Reason(
        "the reference of the parent is longer than 40 characters",
        "give your own reference for the parent, not a name or an address",
    ),
    "step_detail_missing": Reason(
        "the event needs a detail, and there is none",
        "fill in what the table of steps for senders demands for the event",
    ),
    "step_detail_unwanted": Reason(
        "the event takes no detail, and there is one",
        "leave the detail empty, or check whether the event is the right one",
    ),
    "step_words": Reason(
        "the detail is longer than 500 characters",
        "give it in a few words; the whole record stays in your own system",
    ),
    "step_pounds": Reason(
        "the sum is not in whole pounds",
        "write whole pounds in digits, such as 80",
    ),
    "step_sessions": Reason(
        "the number of sessions is not a whole number from 0 to 999",
        "write the number of sessions in digits",
    ),
    "step_sessions_of_week": Reason(
        "the sessions of the week cannot be read",
        "write each by its day and half, such as Mon PM; Wed AM",
    ),
    "step_ground": Reason(
        "the ground of the deletion is not one letter",
        "write the letter that the ground has in regulation 9, such as f",
    ),
    "step_authority": Reason(
        "the authority is not named by its three digits",
        "write the code that the Department for Education has for the authority, such as 356",
    ),
    "step_of_two_pupils": Reason(
        "the same kind and reference are given to more than one pupil",
        "give each pupil's matter a reference of its own, and the pupil's present UPN on each of its rows",
    ),
    "step_of_two_parents": Reason(
        "the same kind and reference are given to more than one parent",
        "give what was sent to each parent a reference of its own",
    ),
    "conflicting_steps": Reason(
        "this event is told more than once for one reference and day, with different particulars",
        "send the right row alone",
    ),
    "step_in_two_files": Reason(
        "another file of the delivery tells of the same kind and reference, and tells it otherwise",
        "send all rows of a reference in one file, and of two exports the later alone",
    ),
    "step_incomplete": Reason(
        "another row of the same kind and reference is refused, and a reference is taken in whole or not at all",
        "mend the other row and send all rows of the reference again; until then what was told before stands",
    ),
    "duplicate_step": Reason(
        "the file has the same event on another line",
        "nothing is lost; send each event once",
    ),
}
