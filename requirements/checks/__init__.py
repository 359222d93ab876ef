"""What does an entry lack, what reads badly in it, how is a problem said to a person, and is the server fit?

`missing()` keeps an entry from being published; `quality()` only warns. Both are pure functions of a document.
"""

from requirements.checks.completeness import DEMANDS as DEMANDS
from requirements.checks.completeness import missing as missing
from requirements.checks.completeness import missing_codes as missing_codes
from requirements.checks.completeness import names_unknown as names_unknown
from requirements.checks.quality import WARNINGS as WARNINGS
from requirements.checks.quality import quality as quality
from requirements.checks.quality import quality_codes as quality_codes
from requirements.checks.quality import warnings_of as warnings_of
from requirements.checks.sentences import SENTENCES as SENTENCES
from requirements.checks.sentences import sentence as sentence
from requirements.checks.server import unfit as unfit
