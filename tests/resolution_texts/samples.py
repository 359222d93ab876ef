"""Which texts do the tests of the parser read? Small ones of our own, written in the form of ITU's resolutions.

`ar.txt` to `zh.txt` are the same invented resolution in six languages: two recitals, and an operative section for each
sort of addressee. `proposal-fr.txt` has lost the marks of its changes, `fused-en.txt` some of its line breaks.
"""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "samples" / "resolutions"

# What is no resolution, and the code with which it is refused.
REFUSED = {
    "": "empty",
    " \n\t\n": "empty",
    "Dear colleagues, the meeting begins at nine.": "no_heading",
    "RESOLUTION 7\nA heading and nothing that anybody adopts.": "no_heading",
    "RESOLUTION 7 (Geneva, 2022)\nTitle\nThe ITU Council (Geneva, 2022),\n": "no_sections",
    "PK\x03\x04\x00\x01": "not_text",
    "x" * 100_001: "line_too_long",
    "word\n" * 200_001: "too_long",
}


def sample(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text()
