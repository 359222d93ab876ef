"""How does a working copy become a document, and a document a working copy?

There is one rule for all kinds: a field of the document is the attribute of the same name on the record. What the field
holds (text, name of another record, parts) says how it is read and written; `documents.fields()` knows. So a new field
is declared on the model and on the document, and nowhere else.
"""

from requirements.mapping.names import Directory as Directory
from requirements.mapping.names import UnknownNames as UnknownNames
from requirements.mapping.names import unknown_names as unknown_names
from requirements.mapping.reading import Record as Record
from requirements.mapping.reading import document_of as document_of
from requirements.mapping.reading import documents_by_identifier as documents_by_identifier
from requirements.mapping.reading import documents_of as documents_of
from requirements.mapping.writing import Written as Written
from requirements.mapping.writing import begun as begun
from requirements.mapping.writing import create as create
from requirements.mapping.writing import rewrite as rewrite
from requirements.mapping.writing import write as write
from requirements.mapping.writing import write_together as write_together
