"""Where are analyses of the gaps kept, and the assessments that they count?"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from requirements.migrations import sql


class Migration(migrations.Migration):

    dependencies = [
        ('requirements', '0015_arabic_endings'),
    ]

    operations = [
        migrations.CreateModel(
            name='GapAnalysis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=12, unique=True, verbose_name='number')),
                ('as_of', models.DateTimeField(verbose_name='as of')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('by', models.CharField(max_length=150, verbose_name='who')),
                ('scope', models.JSONField(verbose_name='scope')),
                ('weights', models.JSONField(verbose_name='weights')),
                ('method', models.CharField(max_length=10, verbose_name='method')),
                ('counts', models.JSONField(verbose_name='counts')),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'gap analysis',
                'verbose_name_plural': 'gap analyses',
                'ordering': ('-made_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='EditionCoverage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('standard', models.CharField(max_length=210, null=True)),
                ('label', models.CharField(max_length=300)),
                ('level', models.CharField(choices=[('full', 'Covered'), ('partial', 'Partly covered'), ('none', 'Assessed, not covered'), ('not_assessed', 'Not assessed')], max_length=12)),
                ('confirmed', models.BooleanField()),
                ('entry_fingerprint', models.CharField(max_length=64)),
                ('standard_fingerprint', models.CharField(max_length=64)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coverage', to='requirements.edition')),
            ],
            options={
                'indexes': [models.Index(fields=['standard', 'edition'], name='edition_coverage_of_standard')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'standard', 'label'), name='edition_coverage_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='GapResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=210, verbose_name='identifier')),
                ('edition', models.PositiveIntegerField(verbose_name='edition')),
                ('kind', models.CharField(choices=[('requirement', 'Requirement'), ('use_case', 'Use case'), ('aspect', 'Standardization aspect'), ('need', 'Need'), ('experience', 'Experience')], max_length=12, verbose_name='kind')),
                ('state', models.CharField(choices=[('not_applicable', 'Not applicable'), ('to_be_confirmed', 'To be confirmed'), ('contested', 'Covered by several bodies'), ('covered', 'Covered'), ('partly_covered', 'Partly covered'), ('in_progress', 'In progress'), ('gap', 'Gap'), ('not_assessed', 'Not assessed')], max_length=15, verbose_name='state')),
                ('score', models.PositiveIntegerField(verbose_name='score')),
                ('demand', models.PositiveIntegerField(verbose_name='demand')),
                ('facts', models.JSONField(verbose_name='facts')),
                ('blocks', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None, verbose_name='building blocks')),
                ('area', models.CharField(max_length=60, verbose_name='area')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='requirements.gapanalysis')),
            ],
            options={
                'verbose_name': 'result',
                'verbose_name_plural': 'results',
                'indexes': [models.Index(fields=['run', '-score', 'identifier'], name='gap_result_ranked')],
                'constraints': [models.UniqueConstraint(fields=('run', 'identifier'), name='gap_result_once')],
            },
        ),
        sql.run("gaps"),
    ]
