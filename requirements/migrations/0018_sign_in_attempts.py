"""Where are wrong passwords counted, so that neither a restart nor another process begins anew?"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("requirements", "0017_gap_proposals")]

    operations = [
        migrations.CreateModel(
            name='Attempts',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('ends_at', models.DateTimeField(db_index=True)),
                ('number', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name_plural': 'attempts',
            },
        ),
    ]
