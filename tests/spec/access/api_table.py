"""What each operation of the API answers, by the token that is sent: the table that the walk holds it to.

| column | what is sent |
|---|---|
| none | no token |
| forged, expired, revoked | a token that nobody was given, that has expired, that was taken back |
| less | a token that is in use and does not include the permission |
| own, other, nobody's | a good token, for what is within the client's scope, for another's, for what there is not |
"""

from tests.spec.access.api_world import NO_LOAD, NO_SCHOOL, OTHER_LOAD, OTHER_SCHOOL, OWN_LOAD, OWN_SCHOOL

COLUMNS = ("none", "forged", "expired", "revoked", "less", "own", "other", "nobody's")

OPERATIONS = """
operation     | permission     | none | forged | expired | revoked | less | own | other | nobody's
figures       | figures.view   | 401  | 401    | 401     | 401     | 403  | 200 | 404   | 404
attention     | attention.view | 401  | 401    | 401     | 401     | 403  | 200 | 404   | 404
schools       |                | 401  | 401    | 401     | 401     | 200  | 200 | 200   | 200
school        |                | 401  | 401    | 401     | 401     | 200  | 200 | 200   | 404
loads         | load.view      | 401  | 401    | 401     | 401     | 403  | 200 | 200   | 200
load          | load.view      | 401  | 401    | 401     | 401     | 403  | 200 | 404   | 404
health        |                | 200  | 200    | 200     | 200     | 200  | 200 | 200   | 200
openapi-json  |                | 200  | 200    | 200     | 200     | 200  | 200 | 200   | 200
openapi-view  |                | 200  | 200    | 200     | 200     | 200  | 200 | 200   | 200
api-root      |                | 404  | 404    | 404     | 404     | 404  | 404 | 404   | 404
"""

WEEK = {"from": "2025-09-08", "to": "2025-09-12"}
MONDAY = {"on": "2025-09-22"}

ASKED: dict[str, tuple[dict[str, object], dict[str, object], dict[str, object]]] = {
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
"""The parameters, of one's own, of another's, and of what there is not."""

IN_ADDRESS: dict[str, tuple[dict[str, int], dict[str, int], dict[str, int]]] = {
    "school": ({"urn": OWN_SCHOOL}, {"urn": OTHER_SCHOOL}, {"urn": NO_SCHOOL}),
    "load": ({"number": OWN_LOAD}, {"number": OTHER_LOAD}, {"number": NO_LOAD}),
}
"""What stands in the address, likewise."""
