"""How do very many working copies come into the test database, and leave it as it was?"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from requirements.models import Entry, Requirement
from tests import factories

# One in ten waits for review, one in ten for publication, one in twenty is behind its source in French; the rest are
# drafts, half of them without a programme. Every title has a number that no other has.
FILL = """
    INSERT INTO requirements_entry SELECT (made).* FROM (
        SELECT jsonb_populate_record(entry, jsonb_build_object(
            'id', entry.id + n,
            'identifier', 'REQ-' || to_char(n, 'FM000000'),
            'title', jsonb_build_object('en', 'Digital wallet number' || n, 'ar', 'محفظة رقمية', 'fr', 'Portefeuille'),
            'state', (ARRAY['draft', 'submitted', 'approved', 'published'])[1 + n %% 10 * (n %% 10 < 4)::int],
            'missing', CASE n %% 10 WHEN 4 THEN '["no_programme"]'::jsonb ELSE '[]'::jsonb END,
            'translations', CASE n %% 20 WHEN 3 THEN '{"fr": "outdated"}'::jsonb ELSE '{"fr": "reviewed"}'::jsonb END,
            'unpublished_changes', n %% 10 <> 3,
            'was_published', n %% 10 IN (3, 5),
            'review_due', current_date + n %% 400
        )) AS made FROM requirements_entry entry, generate_series(1, %s) n WHERE entry.id = %s
    ) made;
    INSERT INTO requirements_requirement SELECT (made).* FROM (
        SELECT jsonb_populate_record(one, jsonb_build_object('entry_ptr_id', one.entry_ptr_id + n)) AS made
        FROM requirements_requirement one, generate_series(1, %s) n WHERE one.entry_ptr_id = %s
    ) made;
    INSERT INTO requirements_entry_building_blocks (entry_id, buildingblock_id)
    SELECT %s + n, block.id FROM generate_series(1, %s) n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM requirements_buildingblock) block
        ON block.place = 1 + n %% 3;
"""


@contextmanager
def working_copies(number: int) -> Iterator[None]:
    """So many requirements in the test database until the end of the block."""
    with transaction.atomic():
        first = factories.draft().pk
        with connection.cursor() as cursor:
            cursor.execute(FILL, [number, first, number, first, first, number])
            cursor.execute("ANALYZE requirements_entry, requirements_requirement, requirements_entry_building_blocks")
        assert Entry.objects.count() == Requirement.objects.count() == number + 1
        yield
        transaction.set_rollback(True)
