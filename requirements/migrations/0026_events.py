"""Where are dialogues, workshops and trainings kept, with what came of them and how many took part?"""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import requirements.models.text
from django.db import migrations, models

from requirements.migrations.sql import run


class Migration(migrations.Migration):

    dependencies = [
        ('requirements', '0025_word_endings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=130, unique=True, verbose_name='identifier')),
                ('title', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, line=True, verbose_name='title')),
                ('source_language', models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], default='en', max_length=2, verbose_name='source language')),
                ('description', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, verbose_name='description')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('source', models.TextField(blank=True, verbose_name='source of the facts')),
                ('confidence', models.CharField(choices=[('verified', 'Seen in its source'), ('recalled', 'Recalled, to be confirmed')], default='recalled', max_length=10, verbose_name='confidence')),
                ('to_confirm', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None, verbose_name='fields to be confirmed')),
                ('confirmed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='confirmed on')),
                ('confirmed_by', models.CharField(blank=True, editable=False, max_length=300, verbose_name='confirmed by')),
                ('note', models.TextField(blank=True, verbose_name='internal note')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('event_type', models.CharField(choices=[('workshop', 'Workshop'), ('dialogue', 'Dialogue'), ('webinar', 'Webinar'), ('forum', 'Forum'), ('training', 'Training'), ('symposium', 'Symposium'), ('meeting', 'Meeting of a study group or focus group')], default='workshop', max_length=9, verbose_name='type')),
                ('event_status', models.CharField(choices=[('planned', 'Planned'), ('confirmed', 'Confirmed'), ('held', 'Held'), ('postponed', 'Postponed'), ('cancelled', 'Cancelled')], default='planned', max_length=9, verbose_name='status')),
                ('mode', models.CharField(choices=[('in_person', 'In person'), ('remote', 'Remote'), ('hybrid', 'In person and remote')], default='hybrid', max_length=9, verbose_name='way to take part')),
                ('starts_at', models.CharField(help_text='2027-05-12T09:00', max_length=16, validators=[django.core.validators.RegexValidator('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$', 'Write a day and a time such as 2027-05-12T09:00.')], verbose_name='start')),
                ('ends_at', models.CharField(help_text='2027-05-12T17:00', max_length=16, validators=[django.core.validators.RegexValidator('^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$', 'Write a day and a time such as 2027-05-12T09:00.')], verbose_name='end')),
                ('time_zone', models.CharField(default='UTC', help_text='Africa/Nairobi', max_length=50, verbose_name='time zone')),
                ('venue', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, line=True, verbose_name='venue')),
                ('spoken', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], max_length=2), blank=True, default=list, size=None, verbose_name='languages spoken')),
                ('interpreted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], max_length=2), blank=True, default=list, size=None, verbose_name='interpretation into')),
                ('captioned', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], max_length=2), blank=True, default=list, size=None, verbose_name='captions in')),
                ('registration', models.CharField(blank=True, max_length=300, verbose_name='address of the registration')),
                ('fellowships', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Unknown')], default='unknown', max_length=8, verbose_name='fellowships')),
                ('agenda', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, verbose_name='agenda')),
                ('series', models.CharField(blank=True, max_length=300, verbose_name='series')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requirements.country', verbose_name='country')),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requirements.organization', verbose_name='host')),
                ('partners', models.ManyToManyField(blank=True, related_name='+', to='requirements.organization', verbose_name='partners')),
                ('provisions', models.ManyToManyField(blank=True, related_name='+', to='requirements.provision', verbose_name='provisions served')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'ordering': ('identifier',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('text', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, verbose_name='text')),
                ('actions', models.ManyToManyField(blank=True, related_name='+', to='requirements.action', verbose_name='actions raised')),
                ('entries', models.ManyToManyField(blank=True, related_name='+', to='requirements.entry', verbose_name='entries raised')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='requirements.event', verbose_name='event')),
                ('provisions', models.ManyToManyField(blank=True, related_name='+', to='requirements.provision', verbose_name='provisions served')),
            ],
            options={
                'verbose_name': 'outcome of an event',
                'verbose_name_plural': 'outcomes of events',
                'ordering': ('position', 'pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('name', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, line=True, verbose_name='name')),
                ('url', models.CharField(max_length=300, verbose_name='address')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='requirements.event', verbose_name='event')),
            ],
            options={
                'verbose_name': 'document of an event',
                'verbose_name_plural': 'documents of events',
                'ordering': ('position', 'pk'),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('number', models.PositiveIntegerField(verbose_name='participants')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requirements.country', verbose_name='country')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participation', to='requirements.event', verbose_name='event')),
            ],
            options={
                'verbose_name': 'participation of a country',
                'verbose_name_plural': 'participation of countries',
                'ordering': ('position', 'pk'),
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('identifier__regex', '^event:[a-z0-9][a-z0-9.-]{0,99}$')), name='event_identifier_is_of_its_family'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__regex', '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$'), ('starts_at__regex', '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$'), ('ends_at__gte', models.F('starts_at'))), name='event_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('event', 'country'), name='participation_once_for_a_country'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.CheckConstraint(condition=models.Q(('number__range', (1, 100000))), name='participation_is_counted'),
        ),
        run("events"),
    ]
