"""By which fingerprint is a standard known to be the one that was assessed?"""

from django.db import migrations

from requirements.migrations import sql


class Migration(migrations.Migration):
    dependencies = [("requirements", "0028_dialogues")]
    operations = [sql.run("standard_fingerprints")]
