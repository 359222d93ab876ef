"""Where does a run keep which study groups could take a gap up?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requirements", "0016_gap_analysis")]
    operations = [
        migrations.AddField(
            model_name="gapresult",
            name="proposals",
            field=models.JSONField(default=dict, verbose_name="proposals"),
        ),
    ]
