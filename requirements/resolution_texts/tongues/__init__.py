"""Which languages can a resolution be read in?"""

from requirements.resolution_texts.tongues.ar import AR
from requirements.resolution_texts.tongues.en import EN
from requirements.resolution_texts.tongues.es import ES
from requirements.resolution_texts.tongues.fr import FR
from requirements.resolution_texts.tongues.ru import RU
from requirements.resolution_texts.tongues.tongue import OPERATIVE as OPERATIVE
from requirements.resolution_texts.tongues.tongue import Tongue as Tongue
from requirements.resolution_texts.tongues.zh import ZH

TONGUES = (AR, ZH, EN, FR, RU, ES)
BY_CODE = {tongue.code: tongue for tongue in TONGUES}
