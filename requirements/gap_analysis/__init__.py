"""Which requirements and aspects lack a standard, how much that matters, and which study group could take them up?

Res. 103, instructs the Director of TSB 2: a run is a function of the catalogue as of a moment, a scope and weights. It
is kept whole and never changed; curators' corrections and TSAG's decisions lie beside it.
"""

from requirements.gap_analysis.analysis import analyse as analyse
from requirements.gap_analysis.comparison import Change as Change
from requirements.gap_analysis.comparison import compare as compare
from requirements.gap_analysis.criteria import FACTORS as FACTORS
from requirements.gap_analysis.criteria import GAPS as GAPS
from requirements.gap_analysis.criteria import PROPOSAL_POINTS as PROPOSAL_POINTS
from requirements.gap_analysis.criteria import STATES as STATES
from requirements.gap_analysis.criteria import VERSION as VERSION
from requirements.gap_analysis.criteria import WEIGHTS as WEIGHTS
from requirements.gap_analysis.criteria import Facts as Facts
from requirements.gap_analysis.decisions import decide as decide
from requirements.gap_analysis.decisions import publish as publish
from requirements.gap_analysis.decisions import review as review
from requirements.gap_analysis.decisions import weigh as weigh
from requirements.gap_analysis.decisions import weights_in_force as weights_in_force
from requirements.gap_analysis.errors import Refused as Refused
from requirements.gap_analysis.explanation import Explanation as Explanation
from requirements.gap_analysis.explanation import explain as explain
from requirements.gap_analysis.figures import Cell as Cell
from requirements.gap_analysis.figures import Figures as Figures
from requirements.gap_analysis.figures import Ranked as Ranked
from requirements.gap_analysis.figures import figures as figures
from requirements.gap_analysis.figures import ranked as ranked
from requirements.gap_analysis.reading import NARROWING as NARROWING
from requirements.gap_analysis.reading import Beside as Beside
from requirements.gap_analysis.reading import Life as Life
from requirements.gap_analysis.reading import Told as Told
from requirements.gap_analysis.reading import count_gaps as count_gaps
from requirements.gap_analysis.reading import gaps_of as gaps_of
from requirements.gap_analysis.reading import latest as latest
from requirements.gap_analysis.reading import life_of as life_of
from requirements.gap_analysis.reading import lives as lives
from requirements.gap_analysis.reading import previous_of as previous_of
from requirements.gap_analysis.reading import published as published
from requirements.gap_analysis.reading import results as results
from requirements.gap_analysis.reading import state as state
from requirements.gap_analysis.reading import told_of as told_of
from requirements.gap_analysis.sensitivity import Shift as Shift
from requirements.gap_analysis.sensitivity import sensitivity as sensitivity
