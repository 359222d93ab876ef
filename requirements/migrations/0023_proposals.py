"""Where is kept what is proposed from outside, how far it has come, and the letters that are owed?"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requirements', '0022_sign_in'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30, verbose_name='kind')),
                ('to', models.EmailField(max_length=254, verbose_name='to')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], max_length=2, verbose_name='language')),
                ('about', models.CharField(max_length=130, verbose_name='about')),
                ('parameters', models.JSONField(default=dict, verbose_name='parameters')),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='written')),
                ('due_at', models.DateTimeField(verbose_name='to be sent')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('error', models.TextField(blank=True, verbose_name='error')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ('-written_at', '-pk'),
                'indexes': [models.Index(condition=models.Q(('sent_at', None)), fields=['due_at'], name='letter_to_be_sent')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(editable=False, max_length=11, unique=True, verbose_name='reference number')),
                ('kind', models.CharField(choices=[('requirement', 'Requirement'), ('use_case', 'Use case'), ('aspect', 'Standardization aspect'), ('need', 'Need'), ('experience', 'Experience'), ('standard', 'Standard'), ('correction', 'Correction')], max_length=12, verbose_name='kind')),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('sent', 'Sent, mail address not confirmed yet'), ('received', 'Received'), ('in_review', 'In review'), ('returned', 'Returned with questions'), ('accepted', 'Accepted'), ('published', 'Published'), ('refused', 'Refused')], default='draft', max_length=10, verbose_name='state')),
                ('target', models.CharField(blank=True, max_length=130, verbose_name='changes')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], default='en', max_length=2, verbose_name='language')),
                ('answers', models.JSONField(default=dict, verbose_name='answers')),
                ('begun_with', models.JSONField(default=dict)),
                ('document', models.JSONField(null=True)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='mail address')),
                ('shown', models.BooleanField(default=False, verbose_name='may be shown as proposed')),
                ('outcome', models.CharField(blank=True, max_length=130, verbose_name='accepted as')),
                ('begun_at', models.DateTimeField(auto_now_add=True, verbose_name='begun')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('received_at', models.DateTimeField(null=True, verbose_name='received')),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposals', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='requirements.entry', verbose_name='entry')),
            ],
            options={
                'verbose_name': 'proposal',
                'verbose_name_plural': 'proposals',
                'ordering': ('-received_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='ProposalStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('sent', 'Sent, mail address not confirmed yet'), ('received', 'Received'), ('in_review', 'In review'), ('returned', 'Returned with questions'), ('accepted', 'Accepted'), ('published', 'Published'), ('refused', 'Refused')], max_length=10, verbose_name='state')),
                ('note', models.TextField(blank=True, verbose_name='text')),
                ('by', models.CharField(blank=True, max_length=150, verbose_name='who')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='requirements.proposal', verbose_name='proposal')),
            ],
            options={
                'verbose_name': 'step of a proposal',
                'verbose_name_plural': 'steps of proposals',
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['state', '-received_at'], name='proposal_by_state'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['email'], name='proposal_by_email'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('reference__regex', '^P-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$')), name='proposal_reference_is_well_formed'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['requirement', 'use_case', 'aspect', 'need', 'experience', 'standard', 'correction'])), name='proposal_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'sent', 'received', 'in_review', 'returned', 'accepted', 'published', 'refused'])), name='proposal_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('received_at', None), ('state__in', ('draft', 'sent'))), models.Q(models.Q(('state__in', ('draft', 'sent')), _negated=True), ('received_at__isnull', False), models.Q(('email', ''), _negated=True)), _connector='OR'), name='proposal_reaches_staff_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('entry__isnull', False), ('state__in', ('draft', 'sent')), models.Q(('kind__in', ['requirement', 'use_case', 'aspect', 'need', 'experience']), _negated=True), _connector='OR'), name='proposal_of_an_entry_is_a_working_copy'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('target', ''), ('kind', 'correction'), models.Q(('target__regex', '^(REQ|UC|SA|ND|EX)-[0-9]{4,9}$'), ('kind__in', ['requirement', 'use_case', 'aspect', 'need', 'experience'])), _connector='OR'), name='proposal_changes_an_entry'),
        ),
    ]
