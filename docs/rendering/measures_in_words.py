"""What the page of measures says beside its tables: the rules of counting, and where DfE's figures differ."""

from docs.rendering.markdown import bullets, code
from schoolward.measures.figures import AnnualRules

HOW_FIGURES_ARE_COUNTED = (
    "**The session is the unit.** A day is two sessions, and there is no setting that makes half a day a "
    "whole one.",
    "**A mark counts by its code on its day** ([codes](codes.md)): present, approved educational activity, "
    "authorised absence, unauthorised absence, or not a possible session. The first four together are the "
    "possible sessions.",
    "**A session without a mark is neither present nor absent.** If the school sent an empty mark it is "
    "one of `missing_marks`; if it sent nothing, the coverage shows it.",
    "**Marks count while the pupil is on roll**, by the roll as known. A mark outside is refused when it "
    "is loaded; if the roll is corrected later, the mark is kept, counts nowhere, and `schoolward check` "
    "shows it.",
    "**Thresholds compare whole numbers.** 19 of 190 sessions missed is persistent absence, and 18 is not.",
    "**Rates are exact** until they are shown: `--json` gives ten decimal places, the screen one, half up.",
    "**Coverage and the instant as known on** stand beside every figure.",
)

MODES = (
    "`--mode enrolment`, DfE's way and the default, counts each enrolment by itself: a pupil at two "
    "schools is two enrolments, each with its own possible sessions. A pupil who left a school and came "
    "back has two enrolments, too.",
    "`--mode pupil` merges a pupil's registrations, as one who works with the child needs. Where schools "
    "give a pupil several marks for one session, one counts: a possible session before a missing mark, "
    "that before one that is not possible (such as `D`); among equals that of the main or only "
    "registration; then that of the lower URN. Thresholds and bands then count pupils, by all of a pupil's "
    "sessions in the group. These figures are not to be set beside DfE's.",
    "Records that the authority has decided to be "
    "[one child](../senders/identity-decisions-csv.md) are merged in pupil mode in the same way. Of two marks "
    "for one session at one school that are equal in all this, the one of the record that is kept counts, or "
    "else of the record that was known first. The child is in a cohort while any of the records is. Enrolment "
    "mode counts records as they were sent, with `pupils` by UPN.",
)

RULES = {
    "ages_5_to_15": "Only pupils who were 5 to 15 years old on 31 August before the academic year of the "
    "session.",
    "without_year_11_after_spring_bank_holiday": "No sessions of pupils who were 15 on that 31 August from "
    "the Monday of the week of the spring bank holiday, when Year 11 has left for examinations.",
    "without_late_starters": "No enrolments that began in that second half of the summer term, for the "
    "rest of that year.",
}


def annual_rules() -> tuple[str, ...]:
    """What each rule leaves out, by its option."""
    lines = [
        f"{code('--' + name.replace('_', '-'))}: {RULES[name]}" for name in AnnualRules.__dataclass_fields__
    ]
    return (
        "DfE's figures for whole years from the School Census leave some pupils and sessions out. "
        "`--dfe-annual-rules` does the same; each rule can be asked for alone:",
        bullets(lines),
    )


COVERAGE = (
    "`schools_reported` of `schools_expected`: schools with at least one mark in the group and period, of "
    "those that had pupils of the group and were open. `marks_reported` of `marks_expected`: marks held, "
    "of the sessions for which a register was due (every pupil on roll, every session of the school's "
    "calendar). A missing mark is not reported, and neither are `#` and `Z`, which do not say where a "
    "pupil on roll was.",
    "Nothing is filled in for schools that have not sent. Expected marks are null where no calendar has "
    "been loaded.",
)

AS_KNOWN_ON = (
    "A correction does not erase what it corrects. `--as-known-on 2026-01-15` counts what had been "
    "received by the end of that day: marks, rolls, particulars, cohorts, schools and calendars, each as "
    "it then was. A figure that was reported in January can be had again in July, to the last session.",
    "It is the time of receipt that counts (`load --received-at`, by default the time of loading), not the "
    "day of the session. Deliveries are loaded in the order of receipt; one that claims to be older than "
    "the last is refused.",
)

DIFFERENCES_FROM_DFE = (
    "**Enrolments over more than a day.** For a week or a year to date DfE publishes the mean of the days "
    "(hence 85.217 schools); ours counts each enrolment with a possible session once.",
    "**Persistent and severe absence.** DfE counts from a pupil-level table of its own, with joiners and "
    "leavers as its feed knew them, and divides by the enrolments of the year to date. Ours divides by "
    "enrolments with a possible session in the period.",
    "**The total of all phases.** Until 2024/25 DfE weighted it by the phases' enrolments in the School "
    "Census; from 2025/26 it is absence divided by possible sessions, as ours always is. Do not compare "
    "DfE's across the change.",
    "**Settling.** Schools correct registers for weeks (a day's absence falls by about one point), and DfE "
    "reads them again and recalculates. A publication and our loads may be of different days: "
    "`--as-known-on` shows ours as of then.",
    "**Days.** DfE's year 2025/26 runs from 8 September 2025 to 20 July 2026, its terms from the days that "
    "it chose; in earlier years days and areas with strikes were taken out by hand. Ask for the same days.",
    "**Terms.** `term` and the second half of the summer are the School Census's windows (spring ends on "
    "Easter Sunday). The halves of autumn and spring are Schoolward's own: the second begins on the first "
    "Monday from 28 October and from 18 February.",
    "**Code X in 2022/23** is authorised absence in DfE's files of that year. Here it is never a possible "
    "session.",
    "**Code F** counts as authorised absence in DfE's totals, while its published files have no column for "
    "it, so that their reasons do not add up to their totals. Here `code_F_sessions` is there.",
    "**Code D** stands in DfE's files in a column named for approved educational activity and is in no "
    "total. Here it is `not_possible_sessions`.",
    "**Suppression.** DfE withholds a row of an authority with a single school, and no other small number. "
    "Ours withholds nothing: these are figures for those who may see them, not for publication.",
    "**Schools.** DfE's daily figures are of state-funded schools that share data. All-through schools "
    "count as Secondary in both; independent schools are a phase of their own here.",
    "**Late sessions** are `L` and `U` together in both, so they lie on both sides of attendance and "
    "absence.",
)
