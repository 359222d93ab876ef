"""How does the staff's search find titles by index?"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations
from django.db.models import F, Func

from requirements.migrations.sql import run


class Migration(migrations.Migration):
    dependencies = [("requirements", "0005_finding")]
    operations = [
        run("titles"),
        migrations.AddIndex(
            "entry", GinIndex(Func(F("title"), function="titles_vector"), name="entry_by_title")
        ),
    ]
