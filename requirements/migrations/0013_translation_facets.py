"""How do editions that were published before come to be counted by the state of their translations?"""

import json

from django.db import migrations

from requirements import documents
from requirements.documents import ENVELOPE

AT_ONCE = 500

def add_facets(apps, schema_editor):
    editions = apps.get_model("requirements", "Edition").objects
    keys = list(editions.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        rows = editions.filter(pk__in=keys[start : start + AT_ONCE]).values_list("pk", "body", "facets")
        changed = {key: sorted({*facets, *_translations(body)}) for key, body, facets in rows}
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE requirements_edition SET facets = %s WHERE id = %s",
                [(facets, key) for key, facets in changed.items()],
            )


def _translations(body):
    """Nothing for a document of a shape that is no longer known."""
    data = {name: value for name, value in json.loads(bytes(body)).items() if name != ENVELOPE}
    try:
        states = documents.text_states(documents.parse(data))
    except documents.Refused:
        return set()
    return {f"translation:{language}-{state}" for language, state in states.items()}


class Migration(migrations.Migration):
    dependencies = [("requirements", "0012_titles")]
    # An edition never changes; what is derived from it gains here, so its guard is set aside meanwhile.
    operations = [
        migrations.RunSQL("ALTER TABLE requirements_edition DISABLE TRIGGER edition_stays"),
        migrations.RunPython(add_facets, migrations.RunPython.noop, elidable=True),
        migrations.RunSQL("ALTER TABLE requirements_edition ENABLE TRIGGER edition_stays"),
    ]
