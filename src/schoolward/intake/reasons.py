"""Every reason for which a row is refused, in the words its sender reads, with the way to mend it."""

from schoolward.intake.identity_reasons import REASONS as IDENTITY_REASONS
from schoolward.intake.reason import Reason
from schoolward.intake.step_reasons import REASONS as STEP_REASONS

__all__ = ["REASONS", "Reason"]

REASONS: dict[str, Reason] = {
    "line_shape": Reason(
        "the line does not have the number of columns that the heading has",
        "check for a missing or an extra comma and send the line again",
    ),
}

# School Census, CTF and Wonde
REASONS |= {
    "school_number": Reason(
        "the school's number is neither a URN (six digits) nor a DfE number (seven digits)",
        "give the school's URN, or its authority's three digits and its own four",
    ),
    "sessions_not_whole": Reason(
        "the number of sessions is missing or is not a whole number of 0 or more",
        "correct the number of sessions in the school's system and export again",
    ),
    "absence_above_possible": Reason(
        "more sessions of absence are given than the pupil could have attended",
        "correct the sessions possible or the absence in the school's system and export again",
    ),
    "absence_reason_unknown": Reason(
        "the reason is not a register code for a session away",
        "use the codes of the attendance regulations, such as I, M or O",
    ),
    "needs_on_roll_table": Reason(
        "the table names pupils only by their row in the on-roll table, which was not loaded with it",
        "load the on-roll table of the same census together with this one",
    ),
    "ctf_marks_odd": Reason(
        "the number of marks is odd, so they do not fill whole days and their sessions cannot be told",
        "export the pupil's attendance again so that it has an AM and a PM item for every date",
    ),
    "ctf_mark_long": Reason(
        "an item between two commas is longer than any mark (three characters): a comma is missing",
        "export the pupil's attendance again with a comma between every two marks",
    ),
    "ctf_marks_unparted": Reason(
        "two-character codes such as C1 stand in a string without commas: sessions cannot be told apart",
        "export the attendance as CTF 24 or later, with a comma between every two marks",
    ),
    "ctf_marks_spaced": Reason(
        "there are spaces in a string without commas: they may or may not stand for sessions",
        "export the attendance as CTF 24 or later, with a comma between every two marks",
    ),
    "ctf_marks_too_many": Reason(
        "one string holds marks for more than two years",
        "export the attendance again by academic year, with the date on which each string starts",
    ),
    "ctf_start_date": Reason(
        "the attendance start date is missing or is not a date written as yyyy-mm-dd",
        "give the date of the first mark as yyyy-mm-dd and export again",
    ),
    "wonde_record_shape": Reason(
        "the item in the list of session marks is not a record",
        "fetch the page again and send it as it came",
    ),
    "wonde_student_unknown": Reason(
        "no page of students in the delivery holds the student of this mark",
        "send the students pages, leavers' included, fetched with include=education_details",
    ),
    "wonde_upn_missing": Reason(
        "the student came without a UPN (upi is Wonde's own number, not a UPN)",
        "fetch the students with include=education_details, and check that the scope for UPNs is granted",
    ),
    "wonde_code_unknown": Reason(
        "the mark's code is missing or is not among the delivery's attendance codes: its meaning is unknown",
        "send the attendance-codes page of the same school, and check the mark in the school's system",
    ),
}

# Delimited files: lines, numbers, dates
REASONS |= {
    "line_quotes": Reason(
        "a quotation mark on the line is left open or stands where none may, so its columns cannot be told apart",
        'put quotation marks round a whole column only, and write a mark inside it twice ("")',
    ),
    "line_too_long": Reason(
        "the line is far longer than any line of such a file can be",
        "check that line ends were not lost when the file was made, and export it again",
    ),
    "urn_shape": Reason(
        "the URN is not the six digits of a school's unique reference number",
        "give the school's URN as GIAS (Get Information about Schools) shows it",
    ),
    "laestab_shape": Reason(
        "the DfE number is not three digits of the authority and four of the school",
        "write it as seven digits, such as 3562001, or parted as 356/2001",
    ),
    "school_missing": Reason(
        "the row names no school",
        "give the school's URN, or its DfE number",
    ),
    "upn_shape": Reason(
        "the UPN is not a letter and twelve digits (or eleven digits and a letter, if temporary)",
        "copy the UPN from the school's system again, without spaces and with capital letters",
    ),
    "upn_check_letter": Reason(
        "the UPN's first letter does not fit its digits: a character is wrong or two are swapped",
        "compare the UPN with the pupil's record, correct it and send the row again",
    ),
    "date_missing": Reason(
        "there is no date where one is needed",
        "fill in the date",
    ),
    "date_shape": Reason(
        "the date is not written in a way that can be read",
        "write dates as yyyy-mm-dd or dd/mm/yyyy",
    ),
    "date_two_digit_year": Reason(
        "the year has two digits, so the century cannot be told",
        "write the year with four digits",
    ),
    "date_not_real": Reason(
        "there is no such day in the calendar",
        "correct the date; day comes before month in dd/mm/yyyy",
    ),
    "date_other_style": Reason(
        "the date is written in another way than the file's first date, so day and month could be confused",
        "write every date of the file in one way, best yyyy-mm-dd",
    ),
}

# Marks
REASONS |= {
    "date_too_early": Reason(
        "the date lies before August 2006, earlier than any register that is still kept",
        "correct the year",
    ),
    "date_in_future": Reason(
        "the date is later than the day on which the file was received",
        "correct the date, or send marks for days to come when they have come",
    ),
    "week_not_monday": Reason(
        "the week does not begin on a Monday",
        "give the date of the Monday in week_beginning",
    ),
    "session_unknown": Reason(
        "the session is neither AM nor PM",
        "write AM for the morning and PM for the afternoon",
    ),
    "code_unknown": Reason(
        "the code is not one of the attendance regulations, now or formerly",
        "give the statutory code and not the system's own; for a missing mark leave it empty or write -",
    ),
    "code_letter_case": Reason(
        "register codes are written in capital letters; the same letter in small could be another system's own code",
        "write the code in capital letters",
    ),
    "code_not_yet_in_force": Reason(
        "the code had not been introduced on the day of the session",
        "check the date, or give the code that was in force then",
    ),
    "code_morning_only": Reason(
        "the code / means present in the morning, and the session is the afternoon",
        "write \\ for present in the afternoon, or correct the session",
    ),
    "code_afternoon_only": Reason(
        "the code \\ means present in the afternoon, and the session is the morning",
        "write / for present in the morning, or correct the session",
    ),
    "minutes_late": Reason(
        "the minutes late are not a whole number from 0 to 400",
        "give whole minutes in digits, or leave the column empty",
    ),
    "recorded_at_shape": Reason(
        "the time at which the mark was recorded cannot be read",
        "write it as yyyy-mm-dd hh:mm:ss, or leave it empty",
    ),
    "recorded_at_range": Reason(
        "the time at which the mark was recorded is later than the file, or before August 2006",
        "check the clock of the system that exports, or leave the column empty",
    ),
    "duplicate_mark": Reason(
        "the file has the same mark for this pupil, school, date and session on another line",
        "nothing is lost; export without repeats to be rid of the message",
    ),
    "superseded_in_file": Reason(
        "another line of the file has a later mark (recorded_at) for this pupil, school, date and session",
        "nothing is lost; the later mark was taken",
    ),
    "conflicting_marks": Reason(
        "the file has different marks for this pupil, school, date and session, and does not say which is the later",
        "send the right mark alone, or give recorded_at on each of them",
    ),
}

# Pupils, cohorts, schools and calendars
REASONS |= {
    "dob_range": Reason(
        "the date of birth lies in the future or more than 25 years back",
        "correct the date of birth; check the century",
    ),
    "entry_before_birth": Reason(
        "the pupil entered the school before being born",
        "correct the entry date or the date of birth",
    ),
    "entry_range": Reason(
        "the entry date lies more than two years ahead",
        "correct the entry date",
    ),
    "leaving_before_entry": Reason(
        "the pupil left before entering",
        "correct the leaving date or the entry date",
    ),
    "leaving_range": Reason(
        "the leaving date lies more than ten years ahead",
        "correct the leaving date, or leave it empty while the pupil is on roll",
    ),
    "sex_unknown": Reason(
        "the sex is neither M nor F",
        "write M or F, or leave it empty",
    ),
    "year_group_unknown": Reason(
        "the year group is not one of the School Census (N1, N2, E1, E2, R, 1 to 14, X)",
        "give the year group that the pupil follows, as the census has it",
    ),
    "enrolment_status_unknown": Reason(
        "the enrolment status is not one of C, M, S, G, F and O",
        "write C for single, M for main and S for subsidiary registration (G guest, F college, O other provider)",
    ),
    "sen_provision_unknown": Reason(
        "the SEN provision is not one of N, K and E (or the former S, A and P)",
        "write N for none, K for SEN support and E for an education, health and care plan",
    ),
    "free_school_meals_unknown": Reason(
        "whether the pupil is eligible for free school meals is neither yes nor no",
        "write Y or N, or leave it empty",
    ),
    "duplicate_enrolment": Reason(
        "the file has the same enrolment on another line",
        "nothing is lost; send each enrolment once",
    ),
    "conflicting_enrolments": Reason(
        "the file has this pupil, school and entry date more than once, with different particulars from the same day",
        "send the right line alone, or say from which day each holds (attributes_from)",
    ),
    "attributes_from_range": Reason(
        "the day from which the particulars hold is before the pupil's birth or more than a year ahead",
        "give the day from which the particulars hold, or leave it empty",
    ),
    "cohort_name": Reason(
        "the cohort's name is not a letter followed by up to 39 letters, digits, spaces or underscores",
        "name the cohort in plain words, such as looked_after",
    ),
    "spell_range": Reason(
        "the membership begins before 1980 or more than two years ahead, or ends more than 30 years ahead",
        "correct the dates of the membership",
    ),
    "until_before_from": Reason(
        "the membership ends before it begins",
        "correct the dates of the membership",
    ),
    "conflicting_spells": Reason(
        "the file has this pupil's membership from this day more than once, with different ends",
        "send the membership once, with the end that is right",
    ),
    "duplicate_spell": Reason(
        "the file has the same membership on another line",
        "nothing is lost; send each membership once",
    ),
    "school_name_missing": Reason(
        "the school has no name",
        "give EstablishmentName",
    ),
    "authority_code": Reason(
        "the code of the local authority is not three digits",
        "give LA (code) as three digits, such as 356",
    ),
    "establishment_number": Reason(
        "the establishment number is not four digits",
        "give EstablishmentNumber as four digits, or leave it empty",
    ),
    "school_age": Reason(
        "the statutory age is not a whole number from 0 to 25",
        "correct the age, or leave it empty",
    ),
    "closed_before_opened": Reason(
        "the school closed before it opened",
        "correct the opening or the closing date",
    ),
    "duplicate_school": Reason(
        "the file has the same school on another line",
        "nothing is lost; send each school once",
    ),
    "conflicting_schools": Reason(
        "the file has this URN on more than one line, with different particulars",
        "send the right line alone",
    ),
    "school_link_type": Reason(
        "the type of the link is missing or is longer than 60 characters",
        "give the type as GIAS has it, such as Predecessor or Successor",
    ),
    "school_linked_to_itself": Reason(
        "the line links a school with itself",
        "give the URN of the other school",
    ),
    "duplicate_school_link": Reason(
        "the file has the same link on another line",
        "nothing is lost; send each link once",
    ),
    "conflicting_school_links": Reason(
        "the file says of these two schools on more than one line what the second is to the first, and not the same",
        "send the right line alone",
    ),
    "school_links_crossed": Reason(
        "two lines contradict each other: by each of them the other school came first",
        "find out which school came first, and send only the lines that say so",
    ),
    "calendar_kind": Reason(
        "the kind of days is none of term, holiday, closure, inset and open",
        "write term, holiday (or half term), closure (or closed), inset, or open",
    ),
    "calendar_session": Reason(
        "the session is neither AM nor PM nor empty",
        "write AM or PM for half a day, and leave it empty for whole days",
    ),
    "last_before_first": Reason(
        "the last day comes before the first",
        "correct the dates",
    ),
    "span_too_long": Reason(
        "the days from first to last are more than 400",
        "check the years; give each term, holiday or closure on a line of its own",
    ),
    "calendar_range": Reason(
        "the dates lie before August 2006 or more than three years ahead",
        "check the years",
    ),
}

# Published figures
REASONS |= {
    "figure_shape": Reason(
        "the figure is neither a number nor one of the signs for a figure that is held back",
        "download the file from its publisher again, and do not open it in a spreadsheet before loading",
    ),
    "figure_place": Reason(
        "the figure's place is not one of England, a region and a local authority with its code",
        "download the file from its publisher again",
    ),
    "figure_time": Reason(
        "the day, week, term or year of the figure cannot be read",
        "download the file from its publisher again",
    ),
}

# Held against what is known already, by the store
REASONS |= {
    "school_unknown": Reason(
        "the school is not one that we hold",
        "check the number; if it is right, load the schools file that has it and then this file again",
    ),
    "another_school": Reason(
        "the row is about another school than the one that sends it, or about all schools",
        "send the rows of your own school, each with its number; others send theirs",
    ),
    "pupil_unknown": Reason(
        "no pupils file has named this UPN",
        "check the UPN; if it is right, load the pupils file that has it and then this file again",
    ),
    "past_keeping": Reason(
        "the register of that day has been kept for as long as it had to be, and was scrubbed",
        "nothing needs to be done; leave such old marks out of what is sent",
    ),
    "not_on_roll": Reason(
        "the pupil was not on this school's roll on that day",
        "check the date, the UPN and the entry and leaving dates in the pupils file; load what was wrong again",
    ),
    "x_compulsory_age": Reason(
        "code X is for children who are not of compulsory school age, and this child was on that day",
        "send the code that says why the child was not there, or correct the date of birth in the pupils file",
    ),
    "overlapping_enrolment": Reason(
        "the pupil would be on the same school's roll twice at once",
        "send the leaving date of the earlier time on roll, in this file or before it",
    ),
}

REASONS |= IDENTITY_REASONS | STEP_REASONS
