"""Which role may open which page: the table that the walk in this folder holds every address to.

| word | what it means |
|---|---|
| yes | the page opens |
| own | it opens for what is within one's own scope; for another's, and for what does not exist, "page not found" |
| all | it opens for every such thing of the borough |
| no  | "you cannot see this page" |
"""

from tests.spec.access.borough import NOT_OPENED, OPENED, OTHER_PUPIL, OWN_PUPIL

COLUMNS = {
    "AO": "attendance_officer", "TM": "team_manager", "VS": "virtual_school", "AC": "attendance_champion",
    "SO": "school_office", "TL": "trust_lead", "SL": "strategic_lead", "CC": "committee_clerk",
    "DO": "data_officer", "DP": "data_protection_officer", "AD": "administrator",
}  # fmt: skip

PAGES = """
page                | AO  | TM  | VS  | AC  | SO  | TL  | SL  | CC  | DO  | DP  | AD
home                | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes
pupil               | own | all | own | own | own | no  | no  | no  | all | all | no
open-by-exception   | yes | yes | yes | no  | no  | no  | no  | no  | no  | no  | no
audit               | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes | no
audit-export        | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes | no
broken-glass        | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes | no
review-glass        | no  | no  | no  | no  | no  | no  | no  | no  | no  | own | no
exports             | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes | no
subject-access      | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes | no
subject-access-pack | no  | no  | no  | no  | no  | no  | no  | no  | no  | all | no
"""

OWN_AND_OTHER = {
    "pupil": ({"number": OWN_PUPIL}, {"number": OTHER_PUPIL}),
    "open-by-exception": ({"number": OTHER_PUPIL}, {"number": OTHER_PUPIL}),
    "review-glass": ({"number": OPENED}, {"number": NOT_OPENED}),
    "subject-access-pack": ({"number": OWN_PUPIL}, {"number": OTHER_PUPIL}),
}
"""What stands in a page's address: of one's own scope, and of another's."""

OPEN_TO_ALL: set[str] = set()
"""Pages that ask for no permission, since whoever needs them has not signed in."""
