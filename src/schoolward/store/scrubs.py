"""Reads what has been scrubbed until now: loads do not fill again what is gone, and figures say that it is gone."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from schoolward.store.home import Home
from schoolward.store.layout import TableName
from schoolward.store.snapshot import snapshot


def scrubs(home: Home) -> pa.Table:
    """What has been scrubbed, a row a scrub and table, whatever was known when."""
    return snapshot(home).rows(TableName.SCRUBS)


def registers_kept_from(rows: pa.Table) -> date | None:
    """The first day whose registers no scrub of these rows looked at; null without a scrub of marks."""
    return pc.max(_of(rows, TableName.MARKS)["before_on"]).as_py()


def refused_rows_gone_until(rows: pa.Table) -> int:
    """The last load whose refused rows a scrub of these rows took; 0 without one."""
    return pc.max(_of(rows, TableName.REJECTS)["until_load"]).as_py() or 0


def _of(rows: pa.Table, name: TableName) -> pa.Table:
    return rows.filter(pc.equal(rows["table"], name.value))
