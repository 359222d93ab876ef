"""Where is kept every record of a preview, how many records an import wrote, and how are the imports of a record found?"""

import django.db.models.deletion
from django.db import migrations, models

from requirements.migrations import sql


class Migration(migrations.Migration):
    dependencies = [("requirements", "0031_members_and_followers")]

    operations = [
        migrations.AddField("import", "new", models.PositiveIntegerField(default=0, verbose_name="New")),
        migrations.AddField("import", "changed", models.PositiveIntegerField(default=0, verbose_name="Changed")),
        migrations.AddIndex("imported", models.Index(fields=["identifier"], name="imports_of_a_record")),
        migrations.CreateModel(
            "Previewed",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("outcome", models.CharField(max_length=12)),
                ("file", models.TextField()),
                ("line", models.PositiveIntegerField()),
                ("place", models.TextField()),
                ("kind", models.TextField(blank=True)),
                ("identifier", models.TextField(blank=True)),
                ("title", models.TextField(blank=True)),
                ("changes", models.JSONField(default=list)),
                ("problems", models.JSONField(default=list)),
                (
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="requirements.job",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
                "constraints": [
                    models.UniqueConstraint(fields=("job", "position"), name="previewed_in_order"),
                ],
                "indexes": [models.Index(fields=["job", "outcome", "position"], name="previewed_by_outcome")],
            },
        ),
        sql.run("previews"),
    ]
