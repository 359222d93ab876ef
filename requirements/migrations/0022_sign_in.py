"""Where is what all processes must know of signing in, and what may accounts be called?"""

from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("requirements", "0021_repeatable")]
    operations = [
        # Django's own table for a cache in the database, which `createcachetable` would make.
        migrations.RunSQL(
            "CREATE TABLE requirements_cache ("
            " cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);"
            "CREATE INDEX requirements_cache_expires ON requirements_cache (expires)",
            "DROP TABLE requirements_cache",
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                Lower("username"),
                name="account_names_differ_by_more_than_case",
                violation_error_message="A user with that username already exists.",
            ),
        ),
    ]
