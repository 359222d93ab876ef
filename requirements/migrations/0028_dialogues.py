"""Where is kept what readers are asked, what they say, and what became of it?"""

import django.db.models.deletion
import requirements.models.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requirements', '0027_imports'),
    ]

    operations = [
        migrations.CreateModel(
            name='CommentWindow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(help_text='An identifier, a gap such as GAP-0001, or a run such as 2026-2.', max_length=130, verbose_name='about')),
                ('title', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, line=True, verbose_name='title')),
                ('question', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, verbose_name='what is asked')),
                ('source_language', models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], default='en', max_length=2, verbose_name='source language')),
                ('audience', models.CharField(choices=[('public', 'Everybody'), ('members', 'Members, signed in')], default='public', max_length=7, verbose_name='who may take part')),
                ('opens_at', models.DateTimeField(verbose_name='opens')),
                ('closes_at', models.DateTimeField(verbose_name='closes')),
                ('summary', requirements.models.text.TranslatedField(blank=True, default=requirements.models.text.Texts, verbose_name='summary of the comments')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
            ],
            options={
                'verbose_name': 'comment window',
                'verbose_name_plural': 'comment windows',
                'ordering': ('-opens_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('state', models.CharField(choices=[('unproven', 'Mail address not confirmed yet'), ('waiting', 'Waiting for staff'), ('shown', 'Shown'), ('hidden', 'Not shown')], default='unproven', max_length=9, verbose_name='state')),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('organization', models.CharField(blank=True, max_length=300, verbose_name='organization')),
                ('email', models.EmailField(max_length=254, verbose_name='mail address')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], default='en', max_length=2, verbose_name='language')),
                ('place', models.CharField(blank=True, max_length=300, verbose_name='place in the text')),
                ('text', models.TextField(max_length=5000, verbose_name='comment')),
                ('disposition', models.CharField(choices=[('open', 'Not decided yet'), ('accepted', 'Accepted'), ('in_part', 'Accepted in part'), ('noted', 'Noted'), ('refused', 'Not accepted')], default='open', max_length=12, verbose_name='disposition')),
                ('response', models.TextField(blank=True, max_length=5000, verbose_name='answer of the staff')),
                ('answers', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='requirements.comment', verbose_name='answers')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='comments', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('window', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='requirements.commentwindow', verbose_name='window')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
                'ordering': ('at', 'pk'),
            },
        ),
        migrations.AddIndex(
            model_name='commentwindow',
            index=models.Index(fields=['subject'], name='comment_window_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='commentwindow',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='comment_window_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='commentwindow',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['public', 'members'])), name='comment_window_audience_is_known'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['state', 'at'], name='comment_by_state'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['unproven', 'waiting', 'shown', 'hidden'])), name='comment_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('disposition', 'open'), ('state', 'shown'), _connector='OR'), name='only_shown_comments_are_disposed'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('disposition', 'refused'), _negated=True), models.Q(('response', ''), _negated=True), _connector='OR'), name='a_refused_comment_is_answered'),
        ),
    ]
