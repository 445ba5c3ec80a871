"""The words and the school year that the cases of section 19 share."""

AUTUMN = """
term    | 1 Sep 2025 to 19 Dec 2025
holiday | 27 Oct 2025 to 31 Oct 2025
"""
PUPIL = AUTUMN + "born | 4 May 2015\n"
CLEAR = (
    "The authority acts once it is clear that a child will be out for 15 days, in a row or added up. The duty has no "
    "fixed first day, and provision is to be prompt."
)
DUTY = (
    "Where a child is out of school through illness, exclusion or otherwise, the authority arranges education. "
    f"{CLEAR}"
)
COVERS = "A decision covers the days up to its own"
