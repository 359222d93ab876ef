"""Which index serves suggestions? One for each language, as for search."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

CODES = ("ar", "zh", "en", "fr", "ru", "es")


class Migration(migrations.Migration):
    dependencies = [("requirements", "0011_glossary_action_lines_confirmation")]
    operations = [
        migrations.RemoveIndex(model_name="editiontext", name="edition_text_title"),
        *(
            migrations.AddIndex(
                model_name="editiontext",
                index=django.contrib.postgres.indexes.GinIndex(
                    models.Func(
                        "sort_key",
                        function="title_words",
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                    condition=models.Q(("language", code)),
                    name=f"edition_title_{code}",
                ),
            )
            for code in CODES
        ),
    ]
