"""How does a standard get another name, by which texts and programs find it?"""

from django.db import transaction

from requirements import documents, mapping, permissions
from requirements.documents import Problem, Refused
from requirements.models import Standard, User
from requirements.workflow.copies import lock, save
from requirements.workflow.publishing import publish_reference


@transaction.atomic
def keep_name(standard: Standard, name: str, *, by: User) -> bool:
    """Add the name and publish the standard at once; False if it is called so already, in whatever capitals.

    NotPermitted unless the person may edit reference records; Refused if the name is empty or too long.
    """
    permissions.check(by, "edit_reference", standard)
    lock(standard)
    data = documents.dump(mapping.document_of(standard))
    name = " ".join(name.split())
    if not name:
        raise Refused([Problem("missing", ("aliases",))])
    if name.casefold() in {data["designation"].casefold(), *(alias["text"].casefold() for alias in data["aliases"])}:
        return False
    save(documents.parse({**data, "aliases": [*data["aliases"], {"text": name}]}), by=by)
    standard.refresh_from_db()
    publish_reference(standard, by=by, changes=["aliases"])
    return True
