"""Reads marks with one mark a line: the plain format that any system can export."""

from schoolward.intake.batches import Context, Kind, ReadFile
from schoolward.intake.days import read_days, style_of
from schoolward.intake.headings import Known, Layout, headings_in
from schoolward.intake.mark_checks import SentMarks, judge
from schoolward.intake.tabular import Column, Sheet, read_sheet

FORMAT = "marks CSV, long"

URN = Known("urn", ("school urn", "establishment urn", "school unique reference number"))
LAESTAB = Known(
    "laestab", ("la estab", "dfe number", "dfe no", "dfes number", "lea estab", "school dfe number")
)
UPN = Known("upn", ("unique pupil number", "pupil upn", "student upn"))
SCHOOL = (("urn",), ("laestab",))

LAYOUT = Layout(
    "a marks file with one mark a line",
    required=(
        UPN,
        Known("date", ("attendance date", "session date", "mark date")),
        Known("session", ("am pm", "am or pm", "half day", "session name", "period")),
        Known(
            "code",
            ("mark", "attendance code", "attendance mark", "register code", "mark code", "session mark"),
        ),
    ),
    optional=(
        URN,
        LAESTAB,
        Known("minutes_late", ("minutes late", "mins late", "minslate", "late minutes")),
        Known("comment", ("comments", "mark comment", "note", "notes")),
        Known("recorded_at", ("updated at", "last updated", "recorded on", "modified at")),
    ),
    one_of=(SCHOOL,),
)


def recognises(name: str, head: bytes) -> bool:
    """Whether the heading is that of a marks file with one mark a line."""
    return LAYOUT.fits(headings_in(head))


def read(name: str, data: bytes, context: Context) -> ReadFile:
    """The file's marks; `rows_read` counts its lines with anything in them."""
    sheet = read_sheet(data, LAYOUT)
    style = style_of([sheet["date"]])
    judged = judge(
        SentMarks(
            lines=sheet.lines,
            school=school_of(sheet),
            upn=sheet["upn"],
            days=read_days(sheet["date"], style, blank="date_missing"),
            session=sheet["session"],
            code=sheet["code"],
            minutes_late=sheet.get("minutes_late"),
            comment=sheet.get("comment"),
            recorded_at=sheet.get("recorded_at"),
            spoiled=sheet.spoiled,
        ),
        context,
    )
    return ReadFile(
        kind=Kind.MARKS,
        format=FORMAT,
        rows_read=sheet.rows_read,
        accepted=judged.accepted,
        rejected=judged.rejected,
        warnings=(*sheet.warnings, *judged.warnings),
    )


def school_of(sheet: Sheet) -> Column:
    """The column that names the school: the URN where there is one, else the DfE number."""
    return sheet.get("urn") or sheet["laestab"]
