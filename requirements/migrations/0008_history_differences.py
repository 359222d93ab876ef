"""How does the history say what each field was and is, and who did what last?"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requirements", "0007_worklists")]
    operations = [
        migrations.AddField(
            model_name='history',
            name='differences',
            field=models.JSONField(default=list, verbose_name='differences'),
        ),
        migrations.AddIndex(
            model_name='history',
            index=models.Index(fields=['by', '-at'], name='history_of_a_person'),
        ),
    ]
