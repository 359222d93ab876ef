"""How is a text kept from harming the file that it is written to, or being run there, and read back as it was?"""

import re

# What one spreadsheet or another runs as a formula; the apostrophe that keeps it from that is doubled where it was
# there before.
RUNS = re.compile(r"'*[=+\-@\t\r\n|%＝＋－＠]")
# What no XML holds, and so no workbook, document or feed; and halves of characters.
UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def guarded(text: str) -> str:
    """The text with an apostrophe before what looks like a formula, as OWASP advises."""
    return f"'{text}" if RUNS.match(text) else text


def meant(cell: str) -> str:
    """What was meant by the text of a cell: without the apostrophe that guarded it."""
    return cell[1:] if cell.startswith("'") and RUNS.match(cell) else cell


def holdable(text: str) -> str:
    """The text without the characters that files cannot hold; people neither see nor mean them."""
    return UNHELD.sub("", text)
