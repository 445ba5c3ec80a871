"""The schools of the worked examples, and what a pupil is where an example does not say."""

from tests.spec.measures.example import Table

AUTHORITY = ("356", "Demo Borough")

SCHOOLS = Table.read("""
URN    | school             | phase                 | authority | trust          | opened     | closed
900001 | Ashby Primary      | Primary               | 356       |                |            |
900002 | Birch Secondary    | Secondary             | 356       | Hawthorn Trust |            |
900003 | Cedar Special      | Special               | 356       |                |            |
900004 | Dene Centre        | Alternative provision | 356       |                |            |
900005 | Elm Primary        | Primary               | 351       | Hawthorn Trust |            | 9 Dec 2025
900006 | Fern Primary       | Primary               | 356       |                | 4 Nov 2025 |
""")
"""Our own authority is 356; Elm Primary stands in the next one."""

URN_OF = {row["school"].split()[0]: row["URN"] for row in SCHOOLS.records()}
"""By the first word, which is how registers name a school."""

ROLL = {
    "born": "dob",
    "on roll from": "entry_on",
    "on roll to": "leaving_on",
    "status": "enrolment_status",
    "year": "year_group",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "SEN": "sen_provision",
    "FSM": "free_school_meals",
    "lives in": "home_authority",
    "ward": "ward",
    "true from": "attributes_from",
}
"""The headings of a roll, and the columns of a pupils file that they become."""

DAYS = frozenset({"born", "on roll from", "on roll to", "true from"})
"""Headings whose cells are days."""
