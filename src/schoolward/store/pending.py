"""What a load is about to add to the small tables, seen together with what they hold."""

from dataclasses import dataclass, field

import pyarrow as pa

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
        return Keys.of(self.rows(TableName.PUPILS), self.rows(TableName.SCHOOLS))

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not any(rows.num_rows for rows in self.added.values())
