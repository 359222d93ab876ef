"""How are inflected Arabic words found? By what is left without their endings."""

from django.db import migrations

from requirements.migrations.derived import index_anew
from requirements.migrations.sql import run


class Migration(migrations.Migration):
    dependencies = [("requirements", "0014_duplicates")]
    operations = [run("arabic"), migrations.RunPython(index_anew, migrations.RunPython.noop, elidable=True)]
