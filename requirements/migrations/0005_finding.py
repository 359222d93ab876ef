"""Which indexes does finding need, and how do editions that were published before get them?"""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

from requirements.migrations.derived import index_anew
from requirements.migrations.sql import run

LANGUAGES = [("ar", "العربية"), ("zh", "中文"), ("en", "English"), ("fr", "Français"), ("ru", "Русский"), ("es", "Español")]


class Migration(migrations.Migration):
    dependencies = [("requirements", "0004_entry_quality")]
    operations = [
        run("finding"),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(choices=LANGUAGES, max_length=2)),
                ("word", models.CharField(max_length=60)),
                ("folded", models.CharField(max_length=120)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("language", "word"), name="word_once")],
            },
        ),
        migrations.RunPython(index_anew, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex(model_name="editiontext", name="edition_text_search"),
        *(
            migrations.AddIndex(
                model_name="editiontext",
                index=django.contrib.postgres.indexes.GinIndex(
                    condition=models.Q(("language", code)), fields=["vector"], name=f"edition_text_{code}"
                ),
            )
            for code, _name in LANGUAGES
        ),
        migrations.AddIndex(
            model_name="editiontext",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    "sort_key",
                    function="title_words",
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
                name="edition_text_title",
            ),
        ),
        migrations.RemoveIndex(model_name="editionlink", name="edition_link_inverse"),
        migrations.AddIndex(
            model_name="editionlink",
            index=models.Index(fields=["target", "relation", "edition"], name="edition_link_inverse"),
        ),
    ]
