"""How are a verb and its noun found by each other, and Spanish nouns in singular and plural? By one stem."""

from django.db import migrations

from requirements.migrations.derived import index_anew
from requirements.migrations.sql import run


class Migration(migrations.Migration):
    dependencies = [("requirements", "0024_mandates")]
    operations = [run("endings"), migrations.RunPython(index_anew, migrations.RunPython.noop, elidable=True)]
