"""Which entries may say the same, and by which words are they found? `manage.py recheck` fills both tables."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requirements', '0013_translation_facets'),
    ]

    operations = [
        migrations.CreateModel(
            name='EntryWords',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='requirements.entry')),
                ('kind', models.CharField(choices=[('requirement', 'Requirement'), ('use_case', 'Use case'), ('aspect', 'Standardization aspect'), ('need', 'Need'), ('experience', 'Experience')], max_length=12)),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ('looked', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['keys'], name='entry_words_by_key'), models.Index(condition=models.Q(('looked', False)), fields=['entry'], name='entry_words_waiting')],
            },
        ),
        migrations.CreateModel(
            name='Duplicate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('requirement', 'Requirement'), ('use_case', 'Use case'), ('aspect', 'Standardization aspect'), ('need', 'Need'), ('experience', 'Experience')], max_length=12, verbose_name='kind')),
                ('score', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='score')),
                ('first_language', models.CharField(max_length=2)),
                ('second_language', models.CharField(max_length=2)),
                ('verdict', models.CharField(choices=[('open', 'Not looked at'), ('equivalent', 'Equivalent'), ('related', 'Related'), ('different', 'Different')], default='open', max_length=10, verbose_name='verdict')),
                ('classified_by', models.CharField(blank=True, max_length=150, verbose_name='classified by')),
                ('classified_at', models.DateTimeField(null=True, verbose_name='classified')),
                ('first', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='requirements.entry', verbose_name='entry')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='requirements.entry', verbose_name='other entry')),
            ],
            options={
                'verbose_name': 'possible duplicate',
                'verbose_name_plural': 'possible duplicates',
                'ordering': ('-score', 'pk'),
                'indexes': [models.Index(models.F('verdict'), models.OrderBy(models.F('score'), descending=True), models.F('id'), name='duplicate_by_verdict')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='duplicate_pair_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='duplicate_pair_in_order'), models.CheckConstraint(condition=models.Q(('score__lte', 100)), name='duplicate_score_to_100'), models.CheckConstraint(condition=models.Q(('verdict__in', ['open', 'equivalent', 'related', 'different'])), name='duplicate_verdict_is_known')],
            },
        ),
        migrations.RunSQL("UPDATE requirements_entry SET quality = NULL", migrations.RunSQL.noop),
    ]
