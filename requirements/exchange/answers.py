"""How were the questions of a format answered last, so that nobody answers them for each file again?"""

from collections.abc import Mapping

from requirements.models import Answer


def remembered(form: str) -> dict[str, str]:
    """Key of a question → the last answer, of a format. One query."""
    return dict(Answer.objects.filter(format=form).values_list("key", "value"))


def remember(form: str, answers: Mapping[str, str]) -> None:
    """Answer these questions so from now on. One query."""
    rows = [Answer(format=form, key=key, value=value) for key, value in answers.items()]
    Answer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=("format", "key"), update_fields=("value",), batch_size=500
    )
