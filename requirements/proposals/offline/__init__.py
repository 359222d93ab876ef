"""How is the form of a kind taken away as a file, filled in without a connection, and brought back?

The questions, their help and what is wrong with an answer are those of the site; a file adds nothing but the places.
"""

from requirements.proposals.offline import plain_text, workbook
from requirements.proposals.offline.asked import Blank as Blank
from requirements.proposals.offline.asked import Filled as Filled
from requirements.proposals.offline.asked import NotAForm as NotAForm
from requirements.proposals.offline.judging import Wrong as Wrong
from requirements.proposals.offline.judging import answers_of as answers_of
from requirements.proposals.offline.judging import wrong_in as wrong_in

# Bytes of a file that comes back, and of what a workbook unpacks to: a hundred times what a form needs.
LIMIT, UNPACKED = 1024 * 1024, 4 * 1024 * 1024
WRITERS = {"xlsx": workbook.write, "txt": plain_text.write}


def read(name: str, content: bytes) -> Filled:
    """What somebody filled in, whichever kind of file it is; NotAForm or ExchangeError if it is none that is read."""
    if len(content) > LIMIT:
        raise NotAForm("file_too_large", size=len(content), limit=LIMIT)
    if content.startswith(b"PK"):
        return workbook.read(name, content, UNPACKED)
    return plain_text.read(content)
