"""Glossary, WSIS action lines, and which facts of a reference record wait for a person to confirm them."""

import django.contrib.postgres.fields
import requirements.models.text
from django.db import migrations, models

from requirements.migrations.sql import run

REFERENCES = (
    "buildingblock", "country", "organization", "programme", "resolution", "sdg", "standard", "studygroup",
)


def confirmation(model):
    """The three columns that say of a reference record what is to be confirmed, and by whom and when it was."""
    return [
        migrations.AddField(
            model,
            "to_confirm",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=300),
                blank=True,
                default=list,
                size=None,
                verbose_name="fields to be confirmed",
            ),
        ),
        migrations.AddField(
            model,
            "confirmed_on",
            models.DateField(blank=True, editable=False, null=True, verbose_name="confirmed on"),
        ),
        migrations.AddField(
            model,
            "confirmed_by",
            models.CharField(blank=True, editable=False, max_length=300, verbose_name="confirmed by"),
        ),
    ]


class Migration(migrations.Migration):

    dependencies = [
        ('requirements', '0010_tokens_and_rates'),
    ]

    operations = [
        *(operation for model in REFERENCES for operation in confirmation(model)),
        migrations.CreateModel(
            name='ActionLine',
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
            ],
            options={
                'verbose_name': 'WSIS action line',
                'verbose_name_plural': 'WSIS action lines',
                'ordering': ('identifier',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('identifier__regex', '^action-line:[a-z0-9][a-z0-9.-]{0,99}$')), name='action_line_identifier_is_of_its_family')],
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='action_lines',
            field=models.ManyToManyField(blank=True, related_name='+', to='requirements.actionline', verbose_name='WSIS action lines'),
        ),
        migrations.CreateModel(
            name='Term',
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
                ('defined_in', models.ManyToManyField(blank=True, related_name='+', to='requirements.standard', verbose_name='standards that define it')),
                ('see_also', models.ManyToManyField(blank=True, related_name='+', to='requirements.term', verbose_name='see also')),
            ],
            options={
                'verbose_name': 'term',
                'verbose_name_plural': 'terms',
                'ordering': ('identifier',),
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('identifier__regex', '^term:[a-z0-9][a-z0-9.-]{0,99}$')), name='term_identifier_is_of_its_family')],
            },
        ),
        run("references"),
    ]
