"""What is the shape of everything public, and what follows from a document alone?

Documents know no database. `parse()` and `schema()` guard the way in, `public()` and `body()` the way out; names,
texts, facets and fingerprint are what an edition stores beside the document.
"""

from requirements.documents.codes import code_places as code_places
from requirements.documents.codes import codes as codes
from requirements.documents.codes import with_codes as with_codes
from requirements.documents.derived import WORD as WORD
from requirements.documents.derived import coverage_level as coverage_level
from requirements.documents.derived import facets as facets
from requirements.documents.derived import fingerprint as fingerprint
from requirements.documents.derived import indexed as indexed
from requirements.documents.derived import marked as marked
from requirements.documents.derived import names as names
from requirements.documents.derived import references as references
from requirements.documents.derived import source_texts as source_texts
from requirements.documents.derived import text_digests as text_digests
from requirements.documents.derived import text_states as text_states
from requirements.documents.derived import texts as texts
from requirements.documents.derived import vocabulary as vocabulary
from requirements.documents.derived import walk as walk
from requirements.documents.differences import Change as Change
from requirements.documents.differences import diff as diff
from requirements.documents.differences import words as words
from requirements.documents.event import MOMENT_PATTERN as MOMENT_PATTERN
from requirements.documents.kinds import COLLECTIONS as COLLECTIONS
from requirements.documents.kinds import ENTRY_TYPES as ENTRY_TYPES
from requirements.documents.kinds import MAIN_TEXT as MAIN_TEXT
from requirements.documents.kinds import PREFIXES as PREFIXES
from requirements.documents.kinds import REFERENCE_TYPES as REFERENCE_TYPES
from requirements.documents.kinds import TYPES as TYPES
from requirements.documents.kinds import Document as Document
from requirements.documents.kinds import kind_of as kind_of
from requirements.documents.projection import CannotReplace as CannotReplace
from requirements.documents.projection import public as public
from requirements.documents.projection import replace_part as replace_part
from requirements.documents.projection import restored as restored
from requirements.documents.projection import withheld as withheld
from requirements.documents.shape import ENTRY_PATTERN as ENTRY_PATTERN
from requirements.documents.shape import Field as Field
from requirements.documents.shape import Holds as Holds
from requirements.documents.shape import Part as Part
from requirements.documents.shape import fields as fields
from requirements.documents.shape import fields_towards as fields_towards
from requirements.documents.text import ENVELOPE as ENVELOPE
from requirements.documents.text import Problem as Problem
from requirements.documents.text import Refused as Refused
from requirements.documents.text import body as body
from requirements.documents.text import canonical as canonical
from requirements.documents.text import dump as dump
from requirements.documents.text import dump_public as dump_public
from requirements.documents.text import normalized as normalized
from requirements.documents.text import packed as packed
from requirements.documents.text import parse as parse
from requirements.documents.text import schema as schema
from requirements.documents.text import stamp as stamp
from requirements.documents.text import unpacked as unpacked
from requirements.documents.text import working_schema as working_schema
