"""Where are tokens of the API kept, and how often a client asked?"""

import datetime
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requirements", "0009_remark")]
    operations = [
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('ends_at', models.DateTimeField(db_index=True)),
                ('taken', models.PositiveIntegerField()),
                ('granted', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('digest', models.CharField(max_length=128, primary_key=True, serialize=False)),
                ('token_key', models.CharField(db_index=True, max_length=25)),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('expiry', models.DateTimeField(blank=True, null=True)),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('scope', models.CharField(choices=[('read', 'Read'), ('write', 'Read and write')], default='read', max_length=5, verbose_name='scope')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='auth_token_set', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'token',
                'verbose_name_plural': 'tokens',
                'ordering': ('-created', 'digest'),
                'constraints': [models.CheckConstraint(condition=models.Q(('expiry__isnull', False), ('expiry__lte', django.db.models.expressions.CombinedExpression(models.F('created'), '+', models.Value(datetime.timedelta(days=365))))), name='token_expires_within_a_year'), models.CheckConstraint(condition=models.Q(('scope__in', ['read', 'write'])), name='token_scope_is_known')],
            },
        ),
        # Counts of a minute need not survive a crash, and a row without a log costs half.
        migrations.RunSQL("ALTER TABLE requirements_allowance SET UNLOGGED"),
    ]
