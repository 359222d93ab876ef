"""What does docs/workflow.md show? The transitions of the code, so that the page cannot disagree with them."""

from collections.abc import Iterator

from requirements.management.drawn import DrawsPage
from requirements.workflow import TRANSITIONS


class Command(DrawsPage):
    help = "Draws the transitions into docs/workflow.md."
    name, page = "draw_workflow", "workflow.md"

    def lines(self) -> Iterator[str]:
        return diagram()


def diagram() -> Iterator[str]:
    """A Mermaid state diagram; what leads back to its own state is listed below the drawing, not drawn."""
    yield from ("```mermaid", "stateDiagram-v2", "    [*] --> draft")
    staying = []
    for transition in TRANSITIONS.values():
        moves = [(source, target) for source, target in transition.moves.items() if source != target]
        yield from (f"    {source} --> {target}: {transition.label}" for source, target in moves)
        if not moves:
            staying.append(f"{transition.label} ({', '.join(transition.moves)})")
    yield from ("```", "", "These leave the state as it is: " + "; ".join(staying) + ".")
