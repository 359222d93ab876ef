"""Which editions does a reader mean by the words typed, what might have been meant instead, and where does it stand?"""

from requirements.search.folding import prepared as prepared
from requirements.search.folding import shadow as shadow
from requirements.search.highlighting import SNIPPET as SNIPPET
from requirements.search.highlighting import Runs as Runs
from requirements.search.highlighting import highlight as highlight
from requirements.search.highlighting import is_hit as is_hit
from requirements.search.matching import CANDIDATES as CANDIDATES
from requirements.search.matching import Matches as Matches
from requirements.search.matching import find as find
from requirements.search.matching import latest as latest
from requirements.search.matching import match as match
from requirements.search.matching import ranked as ranked
from requirements.search.matching import saying as saying
from requirements.search.matching import with_titled as with_titled
from requirements.search.spelling import did_you_mean as did_you_mean
from requirements.search.spelling import nearby as nearby
from requirements.search.suggesting import Suggestion as Suggestion
from requirements.search.suggesting import suggest as suggest
from requirements.search.titles import TitlesQuery as TitlesQuery
from requirements.search.titles import titled as titled
from requirements.search.titles import worded as worded
