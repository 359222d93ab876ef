"""Which groups does a new registry have? One for each role that is granted."""

from django.db import migrations

from requirements.choices import Role

GRANTED = [role for role in Role if role not in {Role.ANONYMOUS, Role.MEMBER}]


def make_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for role in GRANTED:
        group.objects.get_or_create(name=str(role))


class Migration(migrations.Migration):
    dependencies = [("requirements", "0002_rules"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
