"""Where are weights kept, what may be read of runs, and what becomes of a gap from run to run?"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from requirements.migrations import sql


class Migration(migrations.Migration):

    dependencies = [
        ('requirements', '0019_entry_holding_back'),
    ]

    operations = [
        migrations.CreateModel(
            name='Gap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=20, unique=True, verbose_name='identifier')),
                ('item', models.CharField(max_length=210, unique=True, verbose_name='entry')),
            ],
            options={
                'verbose_name': 'gap',
                'verbose_name_plural': 'gaps',
                'ordering': ('identifier',),
            },
        ),
        migrations.CreateModel(
            name='GapWeights',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(unique=True, verbose_name='version')),
                ('weights', models.JSONField(verbose_name='weights')),
                ('reason', models.TextField(verbose_name='reason')),
                ('by', models.CharField(max_length=150, verbose_name='who')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
            ],
            options={
                'verbose_name': 'weights',
                'verbose_name_plural': 'weights',
                'ordering': ('-version',),
            },
        ),
        migrations.AddField(
            model_name='gapanalysis',
            name='weights_version',
            field=models.PositiveIntegerField(null=True, verbose_name='version of the weights'),
        ),
        migrations.AddField(
            model_name='gapresult',
            name='bodies',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='bodies that cover it'),
        ),
        migrations.AddField(
            model_name='gapresult',
            name='partial_bodies',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None, verbose_name='bodies that cover a part'),
        ),
        migrations.AddField(
            model_name='gapresult',
            name='severity',
            field=models.CharField(choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], default='low', max_length=6, verbose_name='severity'),
        ),
        migrations.CreateModel(
            name='GapPublication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(max_length=150, verbose_name='who')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='requirements.gapanalysis', verbose_name='run')),
            ],
            options={
                'verbose_name': 'publication of a run',
                'verbose_name_plural': 'publications of runs',
            },
        ),
        migrations.CreateModel(
            name='GapDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('disposition', models.CharField(choices=[('study', 'Study in a study group'), ('joint', 'Joint work with another body'), ('liaison', 'Liaison statement'), ('capacity_building', 'Capacity building'), ('monitor', 'Monitor'), ('accept', 'Accept as it is'), ('out_of_scope', 'Out of scope')], max_length=17, verbose_name='decision')),
                ('study_group', models.CharField(blank=True, max_length=210, verbose_name='study group')),
                ('question', models.CharField(blank=True, max_length=300, verbose_name='Question')),
                ('organization', models.CharField(blank=True, max_length=210, verbose_name='other body')),
                ('meeting', models.CharField(max_length=300, verbose_name='meeting')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('document', models.CharField(max_length=300, verbose_name='document')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('by', models.CharField(max_length=150, verbose_name='who')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('gap', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='requirements.gap', verbose_name='gap')),
            ],
            options={
                'verbose_name': 'decision of TSAG',
                'verbose_name_plural': 'decisions of TSAG',
                'ordering': ('-decided_on', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('disposition', 'study'), _negated=True), models.Q(('study_group', ''), _negated=True), _connector='OR'), name='gap_decision_to_study_names_the_group'), models.CheckConstraint(condition=models.Q(models.Q(('disposition__in', ('joint', 'liaison')), _negated=True), models.Q(('organization', ''), _negated=True), _connector='OR'), name='gap_decision_with_another_body_names_it')],
            },
        ),
        migrations.CreateModel(
            name='GapEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(choices=[('opened', 'Opened'), ('reopened', 'Opened again'), ('closed', 'Closed')], max_length=8, verbose_name='what happened')),
                ('state', models.CharField(max_length=15, verbose_name='state')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('gap', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='requirements.gap', verbose_name='gap')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='requirements.gapanalysis', verbose_name='run')),
            ],
            options={
                'verbose_name': 'event of a gap',
                'verbose_name_plural': 'events of gaps',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('gap', 'run'), name='gap_event_once_a_run')],
            },
        ),
        migrations.CreateModel(
            name='GapReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.CharField(choices=[('confirmed', 'Confirmed'), ('corrected', 'Corrected'), ('rejected', 'Rejected')], max_length=9, verbose_name='finding')),
                ('state', models.CharField(blank=True, choices=[('not_applicable', 'Not applicable'), ('to_be_confirmed', 'To be confirmed'), ('contested', 'Covered by several bodies'), ('covered', 'Covered'), ('partly_covered', 'Partly covered'), ('in_progress', 'In progress'), ('gap', 'Gap'), ('not_assessed', 'Not assessed')], max_length=15, verbose_name='corrected state')),
                ('reason', models.TextField(verbose_name='reason')),
                ('by', models.CharField(max_length=150, verbose_name='who')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='requirements.gapresult', verbose_name='result')),
            ],
            options={
                'verbose_name': 'review of a result',
                'verbose_name_plural': 'reviews of results',
                'ordering': ('-pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('review', 'corrected'), ('state', ''), _connector='XOR'), name='gap_review_corrects_with_a_state')],
            },
        ),
        sql.run("gap_life"),
    ]
