"""Which requirements and aspects lack a standard, how much that matters, and which study group could take them up?

Res. 103, instructs the Director of TSB 2: a run is a function of the catalogue as of a moment, a scope and weights. It
is kept whole and never changed; curators' corrections and TSAG's decisions lie beside it.
"""

from requirements.gap_analysis.analysis import Refused as Refused
from requirements.gap_analysis.analysis import analyse as analyse
from requirements.gap_analysis.comparison import Change as Change
from requirements.gap_analysis.comparison import compare as compare
from requirements.gap_analysis.criteria import FACTORS as FACTORS
from requirements.gap_analysis.criteria import GAPS as GAPS
from requirements.gap_analysis.criteria import STATES as STATES
from requirements.gap_analysis.criteria import WEIGHTS as WEIGHTS
from requirements.gap_analysis.criteria import Facts as Facts
from requirements.gap_analysis.sensitivity import Shift as Shift
from requirements.gap_analysis.sensitivity import sensitivity as sensitivity
