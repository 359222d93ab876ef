"""How does somebody without an account propose something, and how do staff decide on it?

The author writes on at most three pages, holds the key to what they wrote, and proves their mail address before staff
see anything. From then on the proposal of an entry is a working copy in the one workflow; what is told to its author
follows from the history.
"""

from requirements.proposals import offline as offline
from requirements.proposals.deciding import NotHere as NotHere
from requirements.proposals.deciding import accept_standard as accept_standard
from requirements.proposals.deciding import assign as assign
from requirements.proposals.deciding import convert as convert
from requirements.proposals.deciding import decide as decide
from requirements.proposals.deciding import decisions as decisions
from requirements.proposals.deciding import merge as merge
from requirements.proposals.deciding import waiting as waiting
from requirements.proposals.letters import letter as letter
from requirements.proposals.merging import Choice as Choice
from requirements.proposals.merging import choices_of as choices_of
from requirements.proposals.questions import PAGES as PAGES
from requirements.proposals.questions import SENDER as SENDER
from requirements.proposals.questions import CommentForm as CommentForm
from requirements.proposals.questions import MailField as MailField
from requirements.proposals.questions import OwnMailField as OwnMailField
from requirements.proposals.questions import PageForm as PageForm
from requirements.proposals.questions import form_of as form_of
from requirements.proposals.writing import DAYS as DAYS
from requirements.proposals.writing import OPEN_TO_AUTHOR as OPEN_TO_AUTHOR
from requirements.proposals.writing import REFUSALS as REFUSALS
from requirements.proposals.writing import NotOpen as NotOpen
from requirements.proposals.writing import TooMany as TooMany
from requirements.proposals.writing import begin as begin
from requirements.proposals.writing import confirm as confirm
from requirements.proposals.writing import find as find
from requirements.proposals.writing import forget_abandoned as forget_abandoned
from requirements.proposals.writing import keep as keep
from requirements.proposals.writing import key_of as key_of
from requirements.proposals.writing import known_of as known_of
from requirements.proposals.writing import opens as opens
from requirements.proposals.writing import send as send
from requirements.proposals.writing import wrong_page as wrong_page
