"""Which standards does somebody mean who writes `OAuth 2 for authentication and user authorization`?

Free text is set beside the standards of the registry: their designations, other names, and what their titles spell out
in brackets. What is found is a candidate with a score and a reason; it is accepted only where nothing else could be
meant. A text that names nothing is left without a candidate, and never makes a standard.
"""

from requirements.reconciling.names import Authority as Authority
from requirements.reconciling.names import Reason as Reason
from requirements.reconciling.reading import authority as authority
from requirements.reconciling.reading import reconcile as reconcile
from requirements.reconciling.reading import standards_file as standards_file
from requirements.reconciling.standards_file import ACCEPTED as ACCEPTED
from requirements.reconciling.standards_file import Candidate as Candidate
from requirements.reconciling.standards_file import StandardsFile as StandardsFile
from requirements.reconciling.texts import COLUMNS as COLUMNS
from requirements.reconciling.texts import Found as Found
from requirements.reconciling.texts import NoColumn as NoColumn
from requirements.reconciling.texts import ReconcilingError as ReconcilingError
from requirements.reconciling.texts import answered as answered
from requirements.reconciling.texts import column_of as column_of
from requirements.reconciling.texts import lines_of as lines_of
from requirements.reconciling.words import LONGEST_READ as LONGEST_READ
from requirements.reconciling.words import LONGEST_TEXT as LONGEST_TEXT
