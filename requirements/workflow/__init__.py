"""How does an entry go from draft to edition, and who may move it?

`TRANSITIONS` is the whole life of a working copy; `perform()` and, for many at once, `publish_together()` are the only
ways through it. `publish()`, `publish_part()`, `release()` and `retire()` are the only writers of editions. Faces call
these and write no state themselves.
"""

from requirements.workflow.assessments import Grounds as Grounds
from requirements.workflow.assessments import assess as assess
from requirements.workflow.assessments import confirm as confirm
from requirements.workflow.assessments import edition_meant as edition_meant
from requirements.workflow.assessments import ground as ground
from requirements.workflow.assessments import pin as pin
from requirements.workflow.copies import Conflict as Conflict
from requirements.workflow.copies import Saved as Saved
from requirements.workflow.copies import lock as lock
from requirements.workflow.copies import save as save
from requirements.workflow.copies import save_together as save_together
from requirements.workflow.duplicates import look as look
from requirements.workflow.duplicates import look_at_waiting as look_at_waiting
from requirements.workflow.naming import keep_name as keep_name
from requirements.workflow.proposing import amend as amend
from requirements.workflow.proposing import give_up as give_up
from requirements.workflow.proposing import receive as receive
from requirements.workflow.publishing import Incomplete as Incomplete
from requirements.workflow.publishing import NothingToPublish as NothingToPublish
from requirements.workflow.publishing import confirm_facts as confirm_facts
from requirements.workflow.publishing import current_document as current_document
from requirements.workflow.publishing import preview as preview
from requirements.workflow.publishing import publish as publish
from requirements.workflow.publishing import publish_part as publish_part
from requirements.workflow.publishing import publish_reference as publish_reference
from requirements.workflow.publishing import release as release
from requirements.workflow.publishing import unpublished_differences as unpublished_differences
from requirements.workflow.rechecking import recheck as recheck
from requirements.workflow.telling import owe as owe
from requirements.workflow.telling import step as step
from requirements.workflow.together import AT_ONCE as AT_ONCE
from requirements.workflow.together import publish_together as publish_together
from requirements.workflow.transitions import TRANSITIONS as TRANSITIONS
from requirements.workflow.transitions import Available as Available
from requirements.workflow.transitions import NotAllowed as NotAllowed
from requirements.workflow.transitions import Transition as Transition
from requirements.workflow.transitions import available as available
from requirements.workflow.transitions import perform as perform
from requirements.workflow.transitions import why_not as why_not
from requirements.workflow.undoing import dumped as dumped
from requirements.workflow.undoing import put_back as put_back
from requirements.workflow.undoing import retire as retire
from requirements.workflow.undoing import take_away as take_away
from requirements.workflow.verdicts import classify as classify
from requirements.workflow.writing import create as create
from requirements.workflow.writing import discard as discard
from requirements.workflow.writing import replace as replace
