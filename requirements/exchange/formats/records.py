"""What does every format hand over, and where was it seen?"""

from requirements.exchange.formats.govstack.records import Found as Found
from requirements.exchange.formats.govstack.records import Place as Place
from requirements.exchange.formats.govstack.records import Record as Record
from requirements.exchange.formats.govstack.records import Rejected as Rejected
