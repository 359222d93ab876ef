"""Whom provisions address, what they name, what is done about them, and texts of resolutions that people imported."""

import django.contrib.postgres.fields
import django.db.models.deletion
import requirements.models.text
from django.db import migrations, models

from requirements.migrations import sql


class Migration(migrations.Migration):

    dependencies = [
        ('requirements', '0023_proposals'),
    ]

    operations = [
        migrations.AddField(
            model_name='provision',
            name='addressees',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('secretary_general', 'Secretary-General'), ('tsb_director', 'Director of the Telecommunication Standardization Bureau'), ('bdt_director', 'Director of the Telecommunication Development Bureau'), ('br_director', 'Director of the Radiocommunication Bureau'), ('council', 'ITU Council'), ('tsag', 'Telecommunication Standardization Advisory Group'), ('tdag', 'Telecommunication Development Advisory Group'), ('rag', 'Radiocommunication Advisory Group'), ('study_groups_t', 'ITU-T study groups'), ('study_groups_d', 'ITU-D study groups'), ('study_groups_r', 'ITU-R study groups'), ('sector_t', 'ITU Telecommunication Standardization Sector'), ('sector_d', 'ITU Telecommunication Development Sector'), ('sector_r', 'ITU Radiocommunication Sector'), ('member_states', 'Member States'), ('sector_members', 'Sector Members'), ('associates', 'Associates'), ('academia', 'Academia'), ('membership', 'ITU membership'), ('stakeholders', 'Other stakeholders'), ('plenipotentiary', 'Plenipotentiary Conference'), ('wtsa', 'World Telecommunication Standardization Assembly'), ('wtdc', 'World Telecommunication Development Conference'), ('radiocommunication_assembly', 'Radiocommunication Assembly')], max_length=27), blank=True, default=list, size=None, verbose_name='addressed'),
        ),
        migrations.AddField(
            model_name='provision',
            name='collaborators',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('secretary_general', 'Secretary-General'), ('tsb_director', 'Director of the Telecommunication Standardization Bureau'), ('bdt_director', 'Director of the Telecommunication Development Bureau'), ('br_director', 'Director of the Radiocommunication Bureau'), ('council', 'ITU Council'), ('tsag', 'Telecommunication Standardization Advisory Group'), ('tdag', 'Telecommunication Development Advisory Group'), ('rag', 'Radiocommunication Advisory Group'), ('study_groups_t', 'ITU-T study groups'), ('study_groups_d', 'ITU-D study groups'), ('study_groups_r', 'ITU-R study groups'), ('sector_t', 'ITU Telecommunication Standardization Sector'), ('sector_d', 'ITU Telecommunication Development Sector'), ('sector_r', 'ITU Radiocommunication Sector'), ('member_states', 'Member States'), ('sector_members', 'Sector Members'), ('associates', 'Associates'), ('academia', 'Academia'), ('membership', 'ITU membership'), ('stakeholders', 'Other stakeholders'), ('plenipotentiary', 'Plenipotentiary Conference'), ('wtsa', 'World Telecommunication Standardization Assembly'), ('wtdc', 'World Telecommunication Development Conference'), ('radiocommunication_assembly', 'Radiocommunication Assembly')], max_length=27), blank=True, default=list, size=None, verbose_name='collaborators'),
        ),
        migrations.AddField(
            model_name='provision',
            name='no_action',
            field=requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, verbose_name='why there is no action'),
        ),
        migrations.AddField(
            model_name='resolution',
            name='assembly',
            field=models.CharField(blank=True, choices=[('pp', 'Plenipotentiary Conference'), ('wtsa', 'World Telecommunication Standardization Assembly'), ('wtdc', 'World Telecommunication Development Conference'), ('itu-r', 'Radiocommunication Assembly'), ('wrc', 'World Radiocommunication Conference'), ('council', 'ITU Council'), ('unga', 'United Nations General Assembly')], max_length=10, verbose_name='adopted by'),
        ),
        migrations.AddField(
            model_name='resolution',
            name='lineage',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None, verbose_name='revisions'),
        ),
        migrations.AlterField(
            model_name='provision',
            name='part',
            field=models.CharField(choices=[('recalling', 'recalling'), ('recalling_further', 'recalling further'), ('recognizing', 'recognizing'), ('recognizing_further', 'recognizing further'), ('considering', 'considering'), ('considering_further', 'considering further'), ('taking_into_account', 'taking into account'), ('bearing_in_mind', 'bearing in mind'), ('noting', 'noting'), ('noting_further', 'noting further'), ('aware', 'aware'), ('convinced', 'convinced'), ('concerned', 'concerned'), ('reaffirming', 'reaffirming'), ('emphasizing', 'emphasizing'), ('acknowledging', 'acknowledging'), ('welcoming', 'welcoming'), ('having_examined', 'having examined'), ('preambular', 'another part of the preamble'), ('resolves', 'resolves'), ('resolves_further', 'resolves further'), ('resolves_to_instruct', 'resolves to instruct'), ('resolves_to_invite', 'resolves to invite'), ('instructs', 'instructs'), ('instructs_further', 'further instructs'), ('invites', 'invites'), ('invites_further', 'further invites'), ('encourages', 'encourages'), ('requests', 'requests'), ('urges', 'urges'), ('calls_upon', 'calls upon'), ('recommends', 'recommends')], max_length=24, verbose_name='section'),
        ),
        migrations.CreateModel(
            name='Action',
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
                ('number', models.CharField(blank=True, max_length=300, verbose_name='number')),
                ('lead', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('secretary_general', 'Secretary-General'), ('tsb_director', 'Director of the Telecommunication Standardization Bureau'), ('bdt_director', 'Director of the Telecommunication Development Bureau'), ('br_director', 'Director of the Radiocommunication Bureau'), ('council', 'ITU Council'), ('tsag', 'Telecommunication Standardization Advisory Group'), ('tdag', 'Telecommunication Development Advisory Group'), ('rag', 'Radiocommunication Advisory Group'), ('study_groups_t', 'ITU-T study groups'), ('study_groups_d', 'ITU-D study groups'), ('study_groups_r', 'ITU-R study groups'), ('sector_t', 'ITU Telecommunication Standardization Sector'), ('sector_d', 'ITU Telecommunication Development Sector'), ('sector_r', 'ITU Radiocommunication Sector'), ('member_states', 'Member States'), ('sector_members', 'Sector Members'), ('associates', 'Associates'), ('academia', 'Academia'), ('membership', 'ITU membership'), ('stakeholders', 'Other stakeholders'), ('plenipotentiary', 'Plenipotentiary Conference'), ('wtsa', 'World Telecommunication Standardization Assembly'), ('wtdc', 'World Telecommunication Development Conference'), ('radiocommunication_assembly', 'Radiocommunication Assembly')], max_length=27), blank=True, default=list, size=None, verbose_name='lead')),
                ('cooperation', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('secretary_general', 'Secretary-General'), ('tsb_director', 'Director of the Telecommunication Standardization Bureau'), ('bdt_director', 'Director of the Telecommunication Development Bureau'), ('br_director', 'Director of the Radiocommunication Bureau'), ('council', 'ITU Council'), ('tsag', 'Telecommunication Standardization Advisory Group'), ('tdag', 'Telecommunication Development Advisory Group'), ('rag', 'Radiocommunication Advisory Group'), ('study_groups_t', 'ITU-T study groups'), ('study_groups_d', 'ITU-D study groups'), ('study_groups_r', 'ITU-R study groups'), ('sector_t', 'ITU Telecommunication Standardization Sector'), ('sector_d', 'ITU Telecommunication Development Sector'), ('sector_r', 'ITU Radiocommunication Sector'), ('member_states', 'Member States'), ('sector_members', 'Sector Members'), ('associates', 'Associates'), ('academia', 'Academia'), ('membership', 'ITU membership'), ('stakeholders', 'Other stakeholders'), ('plenipotentiary', 'Plenipotentiary Conference'), ('wtsa', 'World Telecommunication Standardization Assembly'), ('wtdc', 'World Telecommunication Development Conference'), ('radiocommunication_assembly', 'Radiocommunication Assembly')], max_length=27), blank=True, default=list, size=None, verbose_name='in cooperation with')),
                ('report_to', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('secretary_general', 'Secretary-General'), ('tsb_director', 'Director of the Telecommunication Standardization Bureau'), ('bdt_director', 'Director of the Telecommunication Development Bureau'), ('br_director', 'Director of the Radiocommunication Bureau'), ('council', 'ITU Council'), ('tsag', 'Telecommunication Standardization Advisory Group'), ('tdag', 'Telecommunication Development Advisory Group'), ('rag', 'Radiocommunication Advisory Group'), ('study_groups_t', 'ITU-T study groups'), ('study_groups_d', 'ITU-D study groups'), ('study_groups_r', 'ITU-R study groups'), ('sector_t', 'ITU Telecommunication Standardization Sector'), ('sector_d', 'ITU Telecommunication Development Sector'), ('sector_r', 'ITU Radiocommunication Sector'), ('member_states', 'Member States'), ('sector_members', 'Sector Members'), ('associates', 'Associates'), ('academia', 'Academia'), ('membership', 'ITU membership'), ('stakeholders', 'Other stakeholders'), ('plenipotentiary', 'Plenipotentiary Conference'), ('wtsa', 'World Telecommunication Standardization Assembly'), ('wtdc', 'World Telecommunication Development Conference'), ('radiocommunication_assembly', 'Radiocommunication Assembly')], max_length=27), blank=True, default=list, size=None, verbose_name='reports to')),
                ('action_kind', models.CharField(choices=[('one_off', 'Once'), ('recurring', 'Recurring'), ('continuous', 'Continuous')], default='one_off', max_length=10, verbose_name='kind')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='start')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                ('next_report_on', models.DateField(blank=True, null=True, verbose_name='next report due')),
                ('state', models.CharField(choices=[('not_started', 'Not started'), ('in_progress', 'In progress'), ('completed', 'Completed'), ('delayed', 'Delayed'), ('superseded', 'Superseded'), ('cancelled', 'Cancelled')], default='not_started', max_length=11, verbose_name='state')),
                ('statement', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, verbose_name='statement')),
                ('provisions', models.ManyToManyField(blank=True, related_name='+', to='requirements.provision', verbose_name='provisions')),
                ('resolution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='requirements.resolution', verbose_name='resolution')),
            ],
            options={
                'verbose_name': 'action',
                'verbose_name_plural': 'actions',
                'ordering': ('identifier',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('provision', models.CharField(blank=True, max_length=300, verbose_name='provision')),
                ('occasion', models.CharField(blank=True, max_length=300, verbose_name='place and year')),
                ('former_occasion', models.CharField(blank=True, max_length=300, verbose_name='place and year before')),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='requirements.resolution', verbose_name='resolution')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requirements.resolution', verbose_name='names')),
            ],
            options={
                'verbose_name': 'reference',
                'verbose_name_plural': 'references',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('evidence_kind', models.CharField(choices=[('entries', 'Entries of the registry'), ('gap_analysis', 'Gap analysis'), ('event', 'Event'), ('document', 'Document')], max_length=12, verbose_name='kind')),
                ('title', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, line=True, verbose_name='title')),
                ('query', models.TextField(blank=True, verbose_name='saved filter')),
                ('run', models.CharField(blank=True, max_length=300, verbose_name='run of the gap analysis')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='requirements.action', verbose_name='action')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='OfficialText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], max_length=2, verbose_name='language')),
                ('label', models.CharField(max_length=300, verbose_name='version')),
                ('status', models.CharField(choices=[('in_force', 'In force'), ('revised', 'Revised'), ('suppressed', 'Suppressed'), ('proposed', 'Proposed')], default='in_force', max_length=12, verbose_name='status')),
                ('reference', models.CharField(blank=True, max_length=300, verbose_name='document')),
                ('proponents', models.CharField(blank=True, max_length=300, verbose_name='proposed by')),
                ('raw', models.TextField(verbose_name='text as imported')),
                ('corrected', models.TextField(blank=True, verbose_name='text as corrected')),
                ('file', models.CharField(blank=True, max_length=64, verbose_name='file')),
                ('confirmed_by', models.CharField(blank=True, max_length=300, verbose_name='looked through by')),
                ('shown', models.BooleanField(default=False, verbose_name='shown to everybody')),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='official_texts', to='requirements.resolution', verbose_name='resolution')),
            ],
            options={
                'verbose_name': 'official text',
                'verbose_name_plural': 'official texts',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='ProgressReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                ('period', models.CharField(max_length=300, verbose_name='period')),
                ('reported_on', models.DateField(blank=True, null=True, verbose_name='date')),
                ('meeting', models.CharField(blank=True, max_length=300, verbose_name='meeting')),
                ('document', models.CharField(blank=True, max_length=300, verbose_name='document')),
                ('text', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, verbose_name='text')),
                ('counts', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), blank=True, default=list, size=None, verbose_name='evidence counted')),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='requirements.action', verbose_name='action')),
            ],
            options={
                'verbose_name': 'progress report',
                'verbose_name_plural': 'progress reports',
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('identifier__regex', '^action:[a-z0-9][a-z0-9.-]{0,99}$')), name='action_identifier_is_of_its_family'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'completed'), _negated=True), models.Q(('statement', {}), _negated=True), _connector='OR'), name='action_completed_with_a_statement', violation_error_message='An action is completed with a statement of what was done.'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('due_on', None), ('due_on__gte', models.F('starts_on')), _connector='OR'), name='action_due_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('resolution', 'target', 'provision'), name='citation_once'),
        ),
        migrations.AddConstraint(
            model_name='officialtext',
            constraint=models.UniqueConstraint(fields=('resolution', 'language', 'label'), name='official_text_once'),
        ),
        migrations.AddConstraint(
            model_name='progressreport',
            constraint=models.UniqueConstraint(fields=('action', 'period'), name='progress_report_once'),
        ),
        sql.run("mandates"),
    ]
