"""Which answers are worth keeping until the next publication, and how many of them?"""

import threading
from collections import OrderedDict
from collections.abc import Callable

from requirements import catalogue
from requirements.models import Clock


class Kept:
    """The bytes of some answers, in one process, all of one version of the catalogue; at most so many bytes with
    their questions.

    When there are more, those that nobody asked for the longest go. Threads may share it; two that ask for the same at
    once may both make it.
    """

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._state: object = None
        self._answers: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, question: str, clock: Clock, make: Callable[[], bytes]) -> bytes:
        """The answer to a question at the `clock`, which the caller has just read; made if it is not kept."""
        state = catalogue.version(clock)
        with self._lock:
            if state == self._state and (answer := self._answers.get(question)) is not None:
                self._answers.move_to_end(question)
                return answer
        answer = make()
        with self._lock:
            self._keep(question, state, answer)
        return answer

    def _keep(self, question: str, state: object, answer: bytes) -> None:
        if state != self._state:
            self._answers.clear()
            self._state, self._size = state, 0
        if question not in self._answers:
            self._answers[question] = answer
            self._size += len(question) + len(answer)
        while self._size > self._limit:
            oldest, gone = self._answers.popitem(last=False)
            self._size -= len(oldest) + len(gone)
