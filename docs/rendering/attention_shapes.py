"""What `schoolward attention` and `schoolward explain` print with --json: the names that scripts rely on."""

from collections.abc import Mapping

from docs.rendering.json_shapes import CONTENT, FLAG, INTEGER, PER_NAME, TEXT, TEXTS, Shape, or_null

Values = tuple[tuple[str, str, str], ...]


def _decision(*, calls: str) -> Values:
    """A rule's answer, as it stands in each object of both commands."""
    return (
        ("[].rule", TEXT, "[the rule](law/README.md)"),
        ("[].outcome", TEXT, "its answer, one of those that the rule's page lists"),
        ("[].as_at", TEXT, "the day asked about"),
        ("[].calls_for_action", FLAG, calls),
        ("[].reasons", TEXTS, "why, a sentence each; the first stands on the screen"),
        ("[].since_on", or_null(TEXT), "the day from which the answer has held, where the rule knows one"),
        ("[].due_on", or_null(TEXT), "the last day on which what is due could be done in time, where there is one"),
        ("[].facts", PER_NAME, "what the rule found, each under its name: counts, days, sessions, references"),
        ("[].values[].name", TEXT, "[a value of the law](law/parameters.md) that the answer rests on"),
        ("[].values[].value", CONTENT, "what it is on that day"),
        ("[].values[].unit", TEXT, "what a number counts; what a word is"),
        ("[].values[].in_force_from", or_null(TEXT), "its first day"),
        ("[].values[].citation", TEXT, "where it is written"),
        ("[].values[].authority", TEXT,
         "statute, guidance, or local: a matter for the authority, be it its own policy or a default"),
        ("[].values[].verified", FLAG, "false where no source was read, or only one authority's practice"),
        ("[].verified", FLAG, "whether all of them are verified"),
        ("[].missing", TEXTS, "what would have to be known to be sure"),
        ("[].as_known_on", or_null(TEXT),
         "the instant asked for, or that of the last load, as ISO 8601 with the zone"),
    )  # fmt: skip


SHAPES_OF_ATTENTION: Mapping[str, Shape] = {
    "attention": Shape(
        top="a list of calls, the most pressing first; `--most` does not shorten it",
        values=(
            ("[].upn", or_null(TEXT), "the pupil; null where the call is on a school's registers as a whole"),
            ("[].urn", INTEGER, "the school"),
            ("[].school", TEXT, "its name"),
            ("[].year_group", or_null(TEXT), "the pupil's year group, where it is known"),
            ("[].cohorts", TEXTS, "the cohorts in which the pupil is on that day"),
            ("[].tier", or_null(TEXT), "severe, persistent, at_risk, all or nothing_possible: the answers of "
             "[absence_tier](law/absence_tier.md), over all of the pupil's schools; null where it was not worked out"),
            ("[].trajectory", or_null(TEXT), "getting_worse, steady, better or not_known"),
            ("[].what_to_do", TEXT, "[what the call asks](attention.md)"),
            ("[].by_whom", TEXT, "school, local authority or virtual school"),
            ("[].by_when", or_null(TEXT), "the same day as `due_on`; it may be past"),
            ("[].since", TEXT, "the day from which the call has held: `since_on` where the rule knows one, else the "
             "first school day of the year, or of the weeks in which absence got worse"),
            ("[].severity", INTEGER, "from 1, a matter of record-keeping, to 5"),
            ("[].nobody_has_acted", or_null("true or false"), "whether no step with the pupil is on record from "
             "`since` on; null where no steps are loaded, and for calls on a whole register"),
            ("[].steps[].kind", TEXT, "what the step belongs to, such as penalty_notice"),
            ("[].steps[].reference", TEXT, "the sender's own reference"),
            ("[].steps[].event", TEXT, "what was done; the latest is first"),
            ("[].steps[].on", TEXT, "its day"),
            ("[].steps[].source", TEXT, "who says so, or nothing"),
            *_decision(calls="true of every call"),
        ),
    ),
    "attention --summary": Shape(
        top="an object, of the whole list or of what the other options leave of it",
        values=(
            ("as_at", TEXT, "the day asked about"),
            ("as_known_on", or_null(TEXT), "the instant asked for, or that of the last load"),
            ("pupils_on_roll", INTEGER, "pupils on roll on that day, at any school"),
            ("coverage.schools_up_to_date", INTEGER, "schools of which a mark of any of their last five school days "
             "is held"),
            ("coverage.schools_expected", INTEGER, "schools with pupils on roll and a known calendar"),
            ("calls", INTEGER, "calls on the list"),
            ("pupils", INTEGER, "pupils on whom there is any; calls on whole registers are of none"),
            ("schools", INTEGER, "schools with any call"),
            ("nobody_has_acted", or_null(INTEGER), "of these pupils, those with whom no step is on record since the "
             "day from which their earliest call has held; null where no steps are loaded"),
            ("nobody_has_acted_definition", TEXT, "the same in words"),
            ("by_rule[].rule", TEXT, "the rule; the gravest is first"),
            ("by_rule[].outcome", TEXT, "its answer"),
            ("by_rule[].what", TEXT, "what is to be done"),
            ("by_rule[].by_whom", TEXT, "by whom"),
            ("by_rule[].severity", INTEGER, "from 1 to 5"),
            ("by_rule[].calls", INTEGER, "calls"),
            ("by_rule[].nobody_has_acted", or_null(INTEGER), "of them, those since which no step is on record; null "
             "where that is not known"),
        ),
    ),
    "explain": Shape(
        top="a list of decisions: of each of the pupil's enrolments in the academic year, the main one first, and of "
        "each rule in the order of their names",
        values=(
            ("[].upn", TEXT, "the pupil"),
            ("[].urn", INTEGER, "the school"),
            ("[].is_main", FLAG, "whether it is the pupil's main registration"),
            ("[].is_on_roll", FLAG, "whether the pupil is on that roll on the day"),
            *_decision(calls="whether it stands on the list of `schoolward attention`"),
        ),
    ),
}  # fmt: skip
"""By the command, with the option that changes what it prints (tests/integration holds the commands to it)."""
