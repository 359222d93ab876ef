"""How is a text kept from being run by the spreadsheet that it is opened in, and read back as it was?"""

import re

# What one spreadsheet or another runs as a formula; the apostrophe that keeps it from that is doubled where it was
# there before.
RUNS = re.compile(r"'*[=+\-@\t\r\n|%＝＋－＠]")


def guarded(text: str) -> str:
    """The text with an apostrophe before what looks like a formula, as OWASP advises."""
    return f"'{text}" if RUNS.match(text) else text


def meant(cell: str) -> str:
    """What was meant by the text of a cell: without the apostrophe that guarded it."""
    return cell[1:] if cell.startswith("'") and RUNS.match(cell) else cell
