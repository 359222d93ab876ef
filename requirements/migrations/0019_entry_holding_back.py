"""Which index finds the entries that hold links back until their targets are public?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requirements", "0018_sign_in_attempts")]
    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("withheld", []), _negated=True), fields=["identifier"], name="entry_holding_back"
            ),
        ),
    ]
