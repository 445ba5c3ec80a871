"""The table of the cache, in which tries to sign in are counted for all of the server's processes."""

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "cache_entries"


def make(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Django's own command knows the columns on either database."""
    call_command("createcachetable", TABLE, database=editor.connection.alias, verbosity=0)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing in it is kept for longer than an hour."""
    editor.execute(editor.sql_delete_table % {"table": editor.quote_name(TABLE)})


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
