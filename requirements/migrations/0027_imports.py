"""Where is kept which imports were carried out, what was there before, and how formats' questions were answered?"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requirements', '0026_events'),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=300)),
                ('value', models.CharField(max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('format', 'key'), name='answer_to_a_question')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=40, verbose_name='format')),
                ('sources', models.TextField(verbose_name='files')),
                ('through', models.CharField(blank=True, max_length=100, verbose_name='token')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='imported')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='undone')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='imported by')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requirements.file', verbose_name='file')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='Imported',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('identifier', models.CharField(max_length=130, verbose_name='identifier')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('before', models.TextField(blank=True, verbose_name='before')),
                ('state', models.CharField(blank=True, max_length=10, verbose_name='state before')),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='records', to='requirements.import', verbose_name='import')),
            ],
            options={
                'verbose_name': 'imported record',
                'verbose_name_plural': 'imported records',
                'constraints': [models.UniqueConstraint(fields=('of', 'identifier'), name='imported_once')],
            },
        ),
    ]
