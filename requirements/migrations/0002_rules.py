"""Which rules does the database itself keep, and by which functions does it search?"""

from django.db import migrations

from requirements.migrations.sql import run


class Migration(migrations.Migration):
    dependencies = [("requirements", "0001_initial")]
    operations = [run("rules"), run("editions"), run("search")]
