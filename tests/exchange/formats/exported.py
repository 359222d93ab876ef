"""How does a test write documents in a format and read them back, without a database?"""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from requirements import documents
from requirements.documents import Document
from requirements.exchange import Format
from requirements.exchange.formats.records import Found, Record

ENVELOPE = {"number": 1, "published_at": "2026-11-22T10:00:00+00:00", "standing": "in_force", "path": "/id/x"}


def body(document: Document, **envelope: Any) -> bytes:
    """The document as an edition stores it."""
    return documents.body(document, {**ENVELOPE, **envelope})


def written(form: Format, bodies: Sequence[bytes]) -> bytes:
    assert form.write
    stream = io.BytesIO()
    form.write(bodies, stream)
    return stream.getvalue()


def read(form: Format, content: bytes, suffix: str = "") -> list[Record]:
    """The records of one file."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"file{suffix or form.suffixes[0]}")
        path.write_bytes(content)
        return list(form.records([path], {}))


def returned(record: Record) -> bytes:
    """What a record says, as an edition would store it."""
    assert isinstance(record, Found), record
    document = documents.parse({**record.data, "kind": record.kind})
    return documents.body(document, record.data["edition"])


def parsed(content: bytes) -> Any:
    return json.loads(content)
