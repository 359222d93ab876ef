"""How is somebody told by mail of what is published, and reminded of events, for as long as they like?"""

from requirements.following.digests import make_digests as make_digests
from requirements.following.followers import DAYS as DAYS
from requirements.following.followers import about_of as about_of
from requirements.following.followers import ask as ask
from requirements.following.followers import confirm as confirm
from requirements.following.followers import end as end
from requirements.following.followers import end_all as end_all
from requirements.following.followers import find as find
from requirements.following.followers import followed as followed
from requirements.following.followers import forget_unconfirmed as forget_unconfirmed
from requirements.following.followers import key_of as key_of
from requirements.following.letters import headers as headers
from requirements.following.letters import letter as letter
from requirements.following.reminders import remind as remind
from requirements.following.subjects import NotFollowed as NotFollowed
from requirements.following.subjects import Subject as Subject
from requirements.following.subjects import described as described
from requirements.following.subjects import subject_of as subject_of
