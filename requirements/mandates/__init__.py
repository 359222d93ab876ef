"""What do mandates ask, what is done about it, and what shows it, now or at a moment?"""

from requirements.mandates.changes import Changed as Changed
from requirements.mandates.changes import changed_since as changed_since
from requirements.mandates.comparison import Pair as Pair
from requirements.mandates.comparison import compared as compared
from requirements.mandates.evidence import Counted as Counted
from requirements.mandates.evidence import Counter as Counter
from requirements.mandates.plan import Row as Row
from requirements.mandates.plan import is_overdue as is_overdue
from requirements.mandates.plan import is_report_overdue as is_report_overdue
from requirements.mandates.plan import known_addressees as known_addressees
from requirements.mandates.plan import number_of as number_of
from requirements.mandates.plan import plan as plan
from requirements.mandates.plan import unanswered as unanswered
from requirements.mandates.texts import Text as Text
from requirements.mandates.texts import reading_of as reading_of
from requirements.mandates.texts import shown_texts as shown_texts
