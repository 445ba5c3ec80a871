"""The API as a whole: its operations under one address, its description, and how calls end."""

from schoolward.api import attention, deliveries, figures, health, loads, schools
from schoolward.api.described import DescribedApi, PlainPage
from schoolward.api.ending import end_plainly

DESCRIPTION = (
    "Figures of school attendance, who needs whom, schools and loads, for programs of the local authority and of "
    "schools. Every call is put on record. A problem is told as title, detail and status, with the way to mend it."
)

api = DescribedApi(
    title="Schoolward",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs=PlainPage(),
)
end_plainly(api)
for noun in (figures, attention, schools, loads, deliveries, health):
    api.add_router("", noun.router)
