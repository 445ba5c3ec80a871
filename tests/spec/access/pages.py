"""Which role may open which page: the table that the walk in this folder holds every address to.

| word | what it means |
|---|---|
| yes | the page opens |
| own | it opens for what is within one's own scope; for another's, and for what does not exist, "page not found" |
| all | it opens for every such thing of the borough |
| no  | "you cannot see this page" |
| again | one is asked for one's code or password again first |
"""

from tests.spec.access.borough import (
    CLIENT,
    CLOSED_PUPIL,
    COLLEAGUE,
    COLLEAGUES_GRANT,
    HOLD,
    INVITATION,
    MATTER,
    MERGED_PUPIL,
    NOT_OPENED,
    OPENED,
    OTHER_PUPIL,
    OTHER_RUN,
    OWN_PUPIL,
    OWN_RUN,
    SCOPE,
    SPELL,
    TOKEN,
)

COLUMNS = {
    "AO": "attendance_officer", "TM": "team_manager", "VS": "virtual_school", "AC": "attendance_champion",
    "SO": "school_office", "TL": "trust_lead", "SL": "strategic_lead", "CC": "committee_clerk",
    "DO": "data_officer", "DP": "data_protection_officer", "AD": "administrator",
}  # fmt: skip

PAGES = """
page                | AO  | TM  | VS  | AC  | SO  | TL  | SL  | CC  | DO  | DP  | AD
home                | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes
find-pupil          | yes | yes | yes | yes | yes | no  | no  | no  | yes | yes | no
pupil               | own | all | own | own | own | no  | no  | no  | all | all | no
open-by-exception   | yes | yes | yes | no  | no  | no  | no  | no  | no  | no  | no
add-parent          | own | all | no  | no  | no  | no  | no  | no  | no  | no  | no
add-home            | own | all | no  | no  | no  | no  | no  | no  | no  | no  | no
add-sibling         | own | all | no  | no  | no  | no  | no  | no  | no  | no  | no
add-address         | own | all | no  | no  | no  | no  | no  | no  | no  | no  | no
assign-caseload     | no  | all | no  | no  | no  | no  | no  | no  | no  | no  | no
end-caseload        | no  | all | no  | no  | no  | no  | no  | no  | no  | no  | no
close-record        | no  | all | no  | no  | no  | no  | no  | no  | no  | all | no
reopen-record       | no  | own | no  | no  | no  | no  | no  | no  | no  | own | no
hold                | no  | no  | no  | no  | no  | no  | no  | no  | no  | all | no
lift-hold           | no  | no  | no  | no  | no  | no  | no  | no  | no  | own | no
retention           | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes | no
matters             | no  | no  | no  | no  | no  | no  | no  | no  | yes | no  | no
matter              | no  | no  | no  | no  | no  | no  | no  | no  | all | no  | no
merges              | no  | no  | no  | no  | no  | no  | no  | no  | yes | no  | no
take-apart          | no  | no  | no  | no  | no  | no  | no  | no  | all | no  | no
loads               | no  | no  | no  | yes | yes | no  | no  | no  | yes | no  | no
start-load          | no  | no  | no  | no  | yes | no  | no  | no  | yes | no  | no
load                | no  | no  | no  | own | own | no  | no  | no  | all | no  | no
load-refused        | no  | no  | no  | own | own | no  | no  | no  | all | no  | no
load-refused-csv    | no  | no  | no  | own | own | no  | no  | no  | all | no  | no
cancel-load         | no  | no  | no  | no  | own | no  | no  | no  | all | no  | no
nightly-work        | no  | no  | no  | no  | no  | no  | no  | no  | yes | no  | yes
clients             | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
add-client          | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
client              | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
give-scope          | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
end-scope           | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
add-token           | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
take-token          | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
sessions                    | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes
account_change_password     | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes
account_reauthenticate      | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes
mfa_reauthenticate          | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes
mfa_index                   | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes
account_set_password        | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes
mfa_activate_totp           | again | again | again | again | again | again | again | again | again | again | again
mfa_deactivate_totp         | again | again | again | again | again | again | again | again | again | again | again
mfa_view_recovery_codes     | again | again | again | again | again | again | again | again | again | again | again
mfa_generate_recovery_codes | again | again | again | again | again | again | again | again | again | again | again
accounts                    | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
accounts-review             | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
invite                      | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
withdraw-invitation         | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
account                     | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
give-role                   | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
end-role                    | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
leave                       | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
sign-out-account            | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
remove-second-factor        | no  | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes
audit               | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes | no
audit-export        | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes | no
broken-glass        | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes | no
review-glass        | no  | no  | no  | no  | no  | no  | no  | no  | no  | own | no
exports             | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes | no
subject-access      | no  | no  | no  | no  | no  | no  | no  | no  | no  | yes | no
subject-access-pack | no  | no  | no  | no  | no  | no  | no  | no  | no  | all | no
"""

OWN_AND_OTHER = {
    **{
        page: ({"number": OWN_PUPIL}, {"number": OTHER_PUPIL})
        for page in ("add-parent", "add-home", "add-sibling", "add-address", "assign-caseload")
    },
    "end-caseload": ({"number": SPELL}, {"number": SPELL}),
    "pupil": ({"number": OWN_PUPIL}, {"number": OTHER_PUPIL}),
    "close-record": ({"number": OWN_PUPIL}, {"number": OTHER_PUPIL}),
    "reopen-record": ({"number": CLOSED_PUPIL}, {"number": CLOSED_PUPIL + 1}),
    "hold": ({"number": OWN_PUPIL}, {"number": OTHER_PUPIL}),
    "lift-hold": ({"number": HOLD}, {"number": HOLD + 1}),
    "open-by-exception": ({"number": OTHER_PUPIL}, {"number": OTHER_PUPIL}),
    "matter": ({"number": MATTER}, {"number": MATTER}),
    "take-apart": ({"number": MERGED_PUPIL}, {"number": MERGED_PUPIL}),
    **{
        page: ({"number": OWN_RUN}, {"number": OTHER_RUN})
        for page in ("load", "load-refused", "load-refused-csv", "cancel-load")
    },
    **{page: ({"number": CLIENT}, {"number": CLIENT}) for page in ("client", "give-scope", "add-token")},
    "end-scope": ({"number": CLIENT, "grant": SCOPE}, {"number": CLIENT, "grant": SCOPE}),
    "take-token": ({"number": CLIENT, "token": TOKEN}, {"number": CLIENT, "token": TOKEN}),
    **{
        page: ({"number": COLLEAGUE}, {"number": COLLEAGUE})
        for page in ("account", "give-role", "leave", "sign-out-account", "remove-second-factor")
    },
    "end-role": (
        {"number": COLLEAGUE, "grant": COLLEAGUES_GRANT},
        {"number": COLLEAGUE, "grant": COLLEAGUES_GRANT},
    ),
    "withdraw-invitation": ({"number": INVITATION}, {"number": INVITATION}),
    "review-glass": ({"number": OPENED}, {"number": NOT_OPENED}),
    "subject-access-pack": ({"number": OWN_PUPIL}, {"number": OTHER_PUPIL}),
}
"""What stands in a page's address: of one's own scope, and of another's."""

OPEN_TO_ALL: set[str] = {
    "accept-invitation",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_login_cancelled",
}
"""Pages that ask for no permission, since whoever needs them has not signed in."""
