"""Why is one record left out, and how is that said to a person?

Problems are codes with parameters, as in documents: those that a format finds carry its name, `govstack.no_marker`.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements import checks
from requirements.documents import Problem

SENTENCES = {
    "closes_circle": gettext_lazy("The link to “%(value)s” would close a circle and is left out."),
    "edited_here": gettext_lazy("It was edited here since it was last imported: %(fields)s."),
    "in_review": gettext_lazy("It is being reviewed here (%(state)s); nothing is changed until that is over."),
    "key_twice": gettext_lazy("It stands in the import more than once, also at %(other)s."),
    "key_of_several": gettext_lazy("Several entries were imported from this place: %(identifiers)s."),
    "kind_disagrees": gettext_lazy("“%(identifier)s” is not an identifier of this kind."),
    "kind_not_read": gettext_lazy("This format does not bring records of the kind “%(kind)s”."),
    "left_out": gettext_lazy("“%(value)s” names nothing that is in the registry and is left out."),
    **{
        f"{table}.{reason}": sentence
        for table in ("csv", "xlsx")
        for reason, sentence in {
            "unknown_column": gettext_lazy("No column is called “%(name)s”: what stands there is not read."),
            "unknown_kind": gettext_lazy("It is not said what this row is (“%(name)s”)."),
            "no_record": gettext_lazy("There is no record that this belongs to (“%(name)s”)."),
            "no_such_part": gettext_lazy("A record of this kind has no “%(name)s”."),
            "no_such_number": gettext_lazy("“%(value)s” is no number from 1 to %(limit)s."),
            "formula": gettext_lazy("The column “%(column)s” holds a formula: put its value there instead."),
        }.items()
    },
    "govstack.placeholder": gettext_lazy("The text is a placeholder: “%(text)s”."),
    "govstack.template_text": gettext_lazy("This is text of the template: “%(text)s”."),
    "govstack.duplicate_numbering": gettext_lazy("The same chapter (requirements: %(count)s) is read from %(other)s."),
    "govstack.duplicate": gettext_lazy("The same was read at %(other)s."),
    "govstack.older_release": gettext_lazy("A newer release is read from %(newer)s."),
    "govstack.machine_readable_copy": gettext_lazy("This is a copy of what is read from %(newer)s."),
    "govstack.field_table": gettext_lazy("In a table of data fields the level says that a field is mandatory."),
    "govstack.not_normative": gettext_lazy("The chapter tells of requirements, but states none: “%(text)s”."),
    "govstack.no_marker": gettext_lazy("It carries no level: “%(text)s”."),
    "govstack.no_text": gettext_lazy("A level without text: “%(text)s”."),
    "govstack.unclear_marker": gettext_lazy("It is not clear what the level belongs to: “%(text)s”."),
    "govstack.unknown_level": gettext_lazy("“%(level)s” is no level."),
    "govstack.no_use_case_summary": gettext_lazy("The use case has no table that names it."),
    "govstack.no_steps": gettext_lazy("The use case “%(text)s” has no steps."),
    "govstack.unknown_building_block": gettext_lazy("“%(name)s” is no building block that is known."),
    "govstack.unknown_sector": gettext_lazy("“%(sector)s” is no sector that is known."),
    "govstack.too_long": gettext_lazy("The text is too long to be one requirement."),
    "oscal.incomplete": gettext_lazy("The control “%(title)s” has no identifier or no title."),
    "oscal.no_catalogue": gettext_lazy("The file holds no catalogue, but: “%(name)s”."),
    "oscal-mapping.not_read": gettext_lazy("Mappings are not imported: coverage is assessed in the registry."),
    "oscal.unknown_kind": gettext_lazy("“%(identifier)s” is no identifier of an entry."),
    "govstack.unreadable": gettext_lazy("The file cannot be read: %(error)s."),
}


def sentence(problem: Problem) -> str:
    """The problem in the reader's language, with the place within the record if it has one."""
    if problem.code in SENTENCES:
        return str(SENTENCES[problem.code]) % problem.params
    if "." in problem.code:
        return _("It is left out (%(code)s).") % {"code": problem.code}
    return checks.sentence(problem)
