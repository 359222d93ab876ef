"""How does the staff's search find what an entry says, not its title alone, by index?"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations
from django.db.models import F, Func

MAIN_TEXTS = [
    ("requirement", "statement", "requirement_by_text"),
    ("usecase", "short_description", "use_case_by_text"),
    ("aspect", "description", "aspect_by_text"),
    ("need", "statement", "need_by_text"),
    ("experience", "narrative", "experience_by_text"),
]


class Migration(migrations.Migration):
    dependencies = [("requirements", "0029_standard_fingerprints")]
    operations = [
        migrations.AddIndex(model, GinIndex(Func(F(text), function="titles_vector"), name=name))
        for model, text, name in MAIN_TEXTS
    ]
