"""Where do worklists read what reads badly in an entry? The column is filled by `manage.py recheck`."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requirements", "0003_roles")]
    operations = [
        migrations.AddField(
            model_name="entry",
            name="quality",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), editable=False, null=True, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=django.contrib.postgres.indexes.GinIndex(fields=["quality"], name="entry_by_quality"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(condition=models.Q(("quality", None)), fields=["identifier"], name="entry_unchecked"),
        ),
    ]
