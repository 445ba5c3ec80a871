"""A school's predecessor by its number and name, so that one can be told whom the schools file does not have.

Nothing was ever written to the table before. On the way back its rows go: they follow the store, and come again.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="schoollink", name="followed_once"),
        migrations.RemoveConstraint(model_name="schoollink", name="follows_another"),
        migrations.AddField(
            model_name="schoollink",
            name="predecessor_urn",
            field=models.IntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="schoollink",
            name="predecessor_name",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="schoollink",
            name="predecessor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="successors",
                to="people.school",
            ),
        ),
        migrations.AlterField(
            model_name="schoollink",
            name="successor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="predecessors",
                to="people.school",
            ),
        ),
        migrations.AddConstraint(
            model_name="schoollink",
            constraint=models.UniqueConstraint(fields=["predecessor_urn", "successor"], name="followed_once"),
        ),
        migrations.AddConstraint(
            model_name="schoollink",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor_urn", models.F("successor")), _negated=True),
                name="follows_another",
            ),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, "DELETE FROM people_schoollink"),
    ]
