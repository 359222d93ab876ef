"""What does gap analysis refuse?"""


class Refused(Exception):
    """Nothing was kept; the text says why."""
