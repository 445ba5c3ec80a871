"""What a load is about to add to the small tables, seen together with what they hold."""

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.store.layout import TableName
from schoolward.store.snapshot import Snapshot
from schoolward.store.staging import Keys


@dataclass(kw_only=True)
class Pending:
    """Rows that wait to be written, by table."""

    before: Snapshot
    added: dict[TableName, pa.Table] = field(default_factory=dict)

    def rows(self, name: TableName) -> pa.Table:
        """What the table holds and what waits for it."""
        held = self.before.rows(name)
        return pa.concat_tables([held, self.added[name]]) if name in self.added else held

    def keys(self) -> Keys:
        """How senders' numbers of pupils and schools become the store's."""
        pupils = self.rows(TableName.PUPILS)
        schools = self.rows(TableName.SCHOOLS)
        with_laestab = schools.filter(pc.is_valid(schools["laestab"])).sort_by([("load", "descending")])
        return Keys(
            upns=pupils["upn"].combine_chunks(),
            pupils=pupils["pupil"].combine_chunks(),
            urns=schools["urn"].combine_chunks(),
            laestabs=with_laestab["laestab"].combine_chunks(),
            laestab_urns=with_laestab["urn"].combine_chunks(),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not any(rows.num_rows for rows in self.added.values())
