"""What each operation of the API answers, by the token that is sent: the table that the walk holds it to.

| column | what is sent |
|---|---|
| none | no token |
| forged, expired, revoked | a token that nobody was given, that has expired, that was taken back |
| less | a token that is in use and does not include the permission |
| own, other, nobody's | a good token, for what is within the client's scope, for another's, for what there is not |
"""

from tests.spec.access.api_world import (
    NO_LOAD,
    NO_SCHOOL,
    OTHER_LOAD,
    OTHER_RUN,
    OTHER_SCHOOL,
    OWN_LOAD,
    OWN_RUN,
    OWN_SCHOOL,
)

COLUMNS = ("none", "forged", "expired", "revoked", "less", "own", "other", "nobody's")

OPERATIONS = """
operation     | permission     | none | forged | expired | revoked | less | own | other | nobody's
figures       | figures.view   | 401  | 401    | 401     | 401     | 403  | 200 | 404   | 404
attention     | attention.view | 401  | 401    | 401     | 401     | 403  | 200 | 404   | 404
schools       |                | 401  | 401    | 401     | 401     | 200  | 200 | 200   | 200
school        |                | 401  | 401    | 401     | 401     | 200  | 200 | 200   | 404
loads         | load.view      | 401  | 401    | 401     | 401     | 403  | 200 | 200   | 200
load          | load.view      | 401  | 401    | 401     | 401     | 403  | 200 | 404   | 404
send_files    | load.start     | 401  | 401    | 401     | 401     | 403  | 202 | 404   | 404
send_pupils   | load.start     | 401  | 401    | 401     | 401     | 403  | 202 | 404   | 404
delivery      | load.view      | 401  | 401    | 401     | 401     | 403  | 200 | 404   | 404
health        |                | 200  | 200    | 200     | 200     | 200  | 200 | 200   | 200
openapi-json  |                | 200  | 200    | 200     | 200     | 200  | 200 | 200   | 200
openapi-view  |                | 200  | 200    | 200     | 200     | 200  | 200 | 200   | 200
api-root      |                | 404  | 404    | 404     | 404     | 404  | 404 | 404   | 404
"""

WITHOUT_A_TOKEN = ("health", "openapi-json", "openapi-view", "api-root")
"""What tells no data, and so is not put on record."""

WEEK = {"from": "2025-09-08", "to": "2025-09-12"}
MONDAY = {"on": "2025-09-22"}

ASKED: dict[str, tuple[dict[str, str | int], dict[str, str | int], dict[str, str | int]]] = {
    "figures": (
        {**WEEK, "where": f"school={OWN_SCHOOL}"},
        {**WEEK, "where": f"school={OTHER_SCHOOL}"},
        {**WEEK, "where": f"school={NO_SCHOOL}"},
    ),
    "attention": (
        {**MONDAY, "school": OWN_SCHOOL},
        {**MONDAY, "school": OTHER_SCHOOL},
        {**MONDAY, "school": NO_SCHOOL},
    ),
}
SCHOOLS = tuple({"school": urn} for urn in (OWN_SCHOOL, OTHER_SCHOOL, NO_SCHOOL))
ASKED |= {"send_files": SCHOOLS, "send_pupils": SCHOOLS}  # type: ignore[dict-item]
"""The parameters, of one's own, of another's, and of what there is not."""

IN_ADDRESS: dict[str, tuple[dict[str, int], dict[str, int], dict[str, int]]] = {
    "school": ({"urn": OWN_SCHOOL}, {"urn": OTHER_SCHOOL}, {"urn": NO_SCHOOL}),
    "load": ({"number": OWN_LOAD}, {"number": OTHER_LOAD}, {"number": NO_LOAD}),
    "delivery": ({"number": OWN_RUN}, {"number": OTHER_RUN}, {"number": NO_LOAD}),
}
"""What stands in the address, likewise."""

SENT = {"send_files": "loads", "send_pupils": "send-pupils"}
"""What is sent rather than asked for, and the name of its address."""
