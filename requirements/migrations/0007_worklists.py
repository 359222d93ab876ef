"""What must an entry tell of itself so that worklists are read by index?"""

from django.db import migrations, models

FILL = """
    UPDATE requirements_entry SET was_published = true, review_due = current_date + 365
    WHERE EXISTS (SELECT FROM requirements_series WHERE identifier = requirements_entry.identifier)
"""


class Migration(migrations.Migration):
    dependencies = [("requirements", "0006_entry_by_title")]
    operations = [
        migrations.AddField(
            model_name='entry',
            name='outdated_sources',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='entry',
            name='review_due',
            field=models.DateField(editable=False, null=True, verbose_name='to be looked at again by'),
        ),
        migrations.AddField(
            model_name='entry',
            name='source_texts',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='entry',
            name='was_published',
            field=models.BooleanField(default=False, editable=False, verbose_name='published before'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='coverage',
            index=models.Index(condition=models.Q(('confirmed', False)), fields=['entry'], name='coverage_to_be_confirmed'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('unpublished_changes', True), ('was_published', True)), fields=['identifier'], name='entry_changed_since'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('missing', []), _negated=True), fields=['identifier'], name='entry_incomplete'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['review_due'], name='entry_by_review'),
        ),
    ]
