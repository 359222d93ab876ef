"""Where is kept which organizations take part, who acts for them, and who is told by mail of what is published?"""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


def take_away_group(apps, schema_editor):
    """The first migrations make a group of every role of today; a focal point is none of a group."""
    apps.get_model("auth", "Group").objects.filter(name="focal_point").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('requirements', '0030_entry_by_text'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='is_focal_point',
            field=models.BooleanField(default=False, verbose_name='is its focal point'),
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='mail address')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], default='en', max_length=2, verbose_name='language')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followers', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'follower',
                'verbose_name_plural': 'followers',
                'ordering': ('email', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Following',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(blank=True, max_length=210, verbose_name='record')),
                ('query', models.CharField(blank=True, max_length=1000, verbose_name='filter')),
                ('rhythm', models.CharField(choices=[('daily', 'Every day'), ('weekly', 'Every week')], default='weekly', max_length=6, verbose_name='how often')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked for')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed')),
                ('due_at', models.DateTimeField(null=True, verbose_name='next digest')),
                ('told_until', models.DateTimeField(null=True, verbose_name='told until')),
                ('follower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followings', to='requirements.follower', verbose_name='follower')),
            ],
            options={
                'verbose_name': 'following',
                'verbose_name_plural': 'followings',
                'ordering': ('asked_at', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='MemberOrganization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('category', models.CharField(choices=[('member_state', 'Member State'), ('sector_member', 'Sector Member'), ('associate', 'Associate'), ('academia', 'Academia'), ('un_agency', 'United Nations agency'), ('other', 'Other')], max_length=13, verbose_name='category')),
                ('is_active', models.BooleanField(default=True, verbose_name='takes part')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requirements.country', verbose_name='country')),
            ],
            options={
                'verbose_name': 'member organization',
                'verbose_name_plural': 'member organizations',
                'ordering': ('name', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='mail address')),
                ('is_focal_point', models.BooleanField(default=False, verbose_name='as a focal point')),
                ('language', models.CharField(choices=[('ar', 'العربية'), ('zh', '中文'), ('en', 'English'), ('fr', 'Français'), ('ru', 'Русский'), ('es', 'Español')], default='en', max_length=2, verbose_name='language')),
                ('invited_at', models.DateTimeField(auto_now_add=True, verbose_name='invited')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='requirements.memberorganization', verbose_name='member organization')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ('invited_at', 'pk'),
            },
        ),
        migrations.AddField(
            model_name='proposal',
            name='organization',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='requirements.memberorganization', verbose_name='member organization'),
        ),
        migrations.AddField(
            model_name='user',
            name='organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='requirements.memberorganization', verbose_name='acts for the member organization'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('is_focal_point', False), ('organization__isnull', False), _connector='OR'), name='a_focal_point_acts_for_an_organization', violation_error_message='A focal point acts for a member organization.'),
        ),
        migrations.AddConstraint(
            model_name='follower',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='follower_is_an_address'),
        ),
        migrations.AddIndex(
            model_name='following',
            index=models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='following_by_due_date'),
        ),
        migrations.AddIndex(
            model_name='following',
            index=models.Index(condition=models.Q(('confirmed_at__isnull', True)), fields=['asked_at'], name='following_unconfirmed'),
        ),
        migrations.AddConstraint(
            model_name='following',
            constraint=models.UniqueConstraint(fields=('follower', 'identifier', 'query'), name='a_thing_is_followed_once'),
        ),
        migrations.AddConstraint(
            model_name='following',
            constraint=models.CheckConstraint(condition=models.Q(('identifier', ''), ('query', ''), _connector='OR'), name='a_record_or_a_filter_is_followed'),
        ),
        migrations.AddConstraint(
            model_name='following',
            constraint=models.CheckConstraint(condition=models.Q(('rhythm__in', ['daily', 'weekly'])), name='following_rhythm_is_known'),
        ),
        migrations.AddConstraint(
            model_name='following',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('due_at', None), ('told_until', None)), models.Q(('confirmed_at__isnull', False), ('due_at__isnull', False), ('told_until__isnull', False)), _connector='OR'), name='what_is_confirmed_is_due'),
        ),
        migrations.AddConstraint(
            model_name='memberorganization',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='member_organization_is_named_once', violation_error_message='There is a member organization of this name already.'),
        ),
        migrations.AddConstraint(
            model_name='memberorganization',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', ['member_state', 'sector_member', 'associate', 'academia', 'un_agency', 'other'])), name='member_organization_category_is_known'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(models.F('organization'), django.db.models.functions.text.Lower('email'), name='a_person_is_invited_once_by_an_organization'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['about'], name='letter_by_subject'),
        ),
        migrations.RunPython(take_away_group, migrations.RunPython.noop),
    ]
