"""Where is kept what a record of a preview says, so that a person sees how its file is understood?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requirements", "0032_previews")]
    operations = [migrations.AddField("previewed", "text", models.TextField(blank=True, default=""), preserve_default=False)]
