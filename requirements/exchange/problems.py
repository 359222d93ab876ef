"""Why is one record left out, and how is that said to a person?

Problems are codes with parameters, as in documents: those that a format finds carry its name, `govstack.no_marker`.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements import checks
from requirements.documents import Problem

SENTENCES = {
    "closes_circle": gettext_lazy("The link to “%(value)s” would close a circle and is left out."),
    "dropped": gettext_lazy(
        "The newer release of its source no longer has it. It stays as it is; to withdraw it is for a person to decide."
    ),
    "edited_here": gettext_lazy("It was edited here since it was last imported: %(fields)s."),
    "in_review": gettext_lazy("It is being reviewed here (%(state)s); nothing is changed until that is over."),
    "key_twice": gettext_lazy("It stands in the import more than once, also at %(other)s."),
    "key_of_several": gettext_lazy("Several entries were imported from this place: %(identifiers)s."),
    "kind_disagrees": gettext_lazy("“%(identifier)s” is not an identifier of this kind."),
    "kind_not_read": gettext_lazy("This format does not bring records of the kind “%(kind)s”."),
    "deleted_since": gettext_lazy("It is not there any more."),
    "changed_later": gettext_lazy("It was changed since."),
    "acted_on_later": gettext_lazy("%(by)s has worked on it since (%(action)s)."),
    "named_by": gettext_lazy("%(other)s names it."),
    "left_out": gettext_lazy("“%(value)s” names nothing that is in the registry and is left out."),
    "which_standard": gettext_lazy("“%(value)s” may mean another standard; write the identifier: %(standards)s."),
    "standards.taken_for": gettext_lazy("“%(value)s” is taken for %(standards)s."),
    **{
        f"{table}.{reason}": sentence
        for table in ("csv", "xlsx")
        for reason, sentence in {
            "unknown_column": gettext_lazy("No column is called “%(name)s”: what stands there is not read."),
            "above_headings": gettext_lazy("This stands above the headings and is not read: “%(text)s”."),
            "unknown_kind": gettext_lazy("It is not said what this row is (“%(name)s”)."),
            "no_record": gettext_lazy("There is no record that this belongs to (“%(name)s”)."),
            "no_such_part": gettext_lazy("A record of this kind has no “%(name)s”."),
            "no_such_number": gettext_lazy("“%(value)s” is no number from 1 to %(limit)s."),
            "sheet_left_out": gettext_lazy(
                "The rows of “%(name)s” are left out: nothing there seems to be a requirement."
            ),
            "heading": gettext_lazy("“%(name)s” is a heading; it stands in the source of what is below it."),
            "left_out": gettext_lazy("“%(name)s” is of a type that is to be left out."),
            "no_text": gettext_lazy("The row “%(name)s” has no column that states a requirement, or nothing in it."),
            "no_obligation": gettext_lazy("“%(word)s” in the column “%(column)s” is no obligation (rows: %(rows)s)."),
            "too_many_cells": gettext_lazy("The row has %(number)s cells, but there are %(known)s headings."),
            "formula": gettext_lazy("The column “%(column)s” holds a formula: put its value there instead."),
        }.items()
    },
    "govstack.placeholder": gettext_lazy("The text is a placeholder: “%(text)s”."),
    "govstack.template_text": gettext_lazy("This is text of the template: “%(text)s”."),
    "govstack.duplicate_numbering": gettext_lazy("The same chapter (requirements: %(count)s) is read from %(other)s."),
    "govstack.duplicate": gettext_lazy("The same was read at %(other)s."),
    "govstack.reworded": gettext_lazy("Its source has it in other words now; it was known as “%(key)s”."),
    "govstack.older_than_here": gettext_lazy("The registry has this source in a newer release."),
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
    "oscal.repeated": gettext_lazy("The same was read at %(other)s."),
    "oscal.other_language": gettext_lazy(
        "The registry does not speak the language of this text (%(language)s). It stands as English until translated."
    ),
    "oscal-mapping.not_read": gettext_lazy("Mappings are not imported: coverage is assessed in the registry."),
    "reqif.heading": gettext_lazy("“%(name)s” is a heading; it stands in the source of what is below it."),
    "reqif.left_out": gettext_lazy("“%(name)s” is of a type that is to be left out."),
    "reqifz.heading": gettext_lazy("“%(name)s” is a heading; it stands in the source of what is below it."),
    "reqifz.left_out": gettext_lazy("“%(name)s” is of a type that is to be left out."),
    "reqif.duplicate": gettext_lazy("The same was read at %(other)s."),
    "reqifz.duplicate": gettext_lazy("The same was read at %(other)s."),
    "reqif.no_text": gettext_lazy("The object “%(name)s” has neither text nor title."),
    "reqif.relation_incomplete": gettext_lazy("The relation “%(name)s” lacks one of its ends."),
    "reqif.unknown_kind": gettext_lazy("“%(identifier)s” is no identifier of an entry."),
    "reqifz.no_text": gettext_lazy("The object “%(name)s” has neither text nor title."),
    "reqifz.relation_incomplete": gettext_lazy("The relation “%(name)s” lacks one of its ends."),
    "reqifz.unknown_kind": gettext_lazy("“%(identifier)s” is no identifier of an entry."),
    "standards.not_issued": gettext_lazy("“%(name)s” was never issued."),
    "standards.unknown_body": gettext_lazy("“%(name)s” is no designation of a body that is known."),
    "doorstop.no_item": gettext_lazy("“%(name)s” is no item of Doorstop with a text."),
    "doorstop.inactive": gettext_lazy("“%(name)s” is out of use (active: false)."),
    "doorstop.not_normative": gettext_lazy("“%(name)s” is a heading or a remark (normative: false)."),
    "strictdoc.left_out": gettext_lazy("“%(name)s” is of a type that is to be left out."),
    "strictdoc.text": gettext_lazy("This is running text: “%(text)s”."),
    "strictdoc.no_statement": gettext_lazy("“%(name)s” has neither statement nor title."),
    "oscal.unknown_kind": gettext_lazy("“%(identifier)s” is no identifier of an entry."),
    "govstack.unreadable": gettext_lazy("The file cannot be read: %(error)s."),
    "action-plan.no_plan": gettext_lazy("No sheet of this workbook is an Action Plan that the registry has written."),
    "action-plan.bad_cell": gettext_lazy("“%(value)s” can't stand in the column “%(column)s”."),
    "resolution.empty": gettext_lazy("The file is empty."),
    "resolution.too_long": gettext_lazy("The text has %(size)s characters; %(limit)s are read."),
    "resolution.line_too_long": gettext_lazy("A line has %(size)s characters; %(limit)s are read."),
    "resolution.not_text": gettext_lazy("This is not text."),
    "resolution.not_utf8": gettext_lazy("The file is not in UTF-8 (byte %(byte)s)."),
    "resolution.not_word": gettext_lazy("This is not a Word document that can be opened."),
    "resolution.not_akoma": gettext_lazy("This is not Akoma Ntoso."),
    "resolution.no_heading": gettext_lazy("No resolution is found: there is no number with somebody who adopts it."),
    "resolution.no_sections": gettext_lazy("The resolution has no section that begins with a keyword."),
    "resolution.no_number": gettext_lazy(
        "It is not clear whose resolution this is, or which number it has: “%(text)s”."
    ),
    "resolution.no_title": gettext_lazy("%(place)s: the resolution has no title."),
    "resolution.no_occasion": gettext_lazy("%(place)s: place and year are not found: “%(text)s”."),
    "resolution.text_behind": gettext_lazy("%(place)s: what follows the last provision is not read: “%(text)s”."),
    "resolution.text_before_sections": gettext_lazy("%(place)s: this stands before the first keyword: “%(text)s”."),
    "resolution.heading_in_paragraph": gettext_lazy("%(place)s: this heading stands inside a paragraph: “%(text)s”."),
    "resolution.heading_with_text": gettext_lazy("%(place)s: heading and provision share a line: “%(text)s”."),
    "resolution.provision_in_paragraph": gettext_lazy("%(place)s: this begins inside a paragraph: “%(text)s”."),
    "resolution.unlabelled_paragraph": gettext_lazy(
        "%(place)s: this has no label, and is read with the provision before: “%(text)s”."
    ),
    "resolution.label_out_of_order": gettext_lazy("%(place)s: this label does not follow the one before: “%(text)s”."),
    "resolution.label_changed": gettext_lazy(
        "%(place)s: two labels run together, before and after a change: “%(text)s”."
    ),
    "resolution.appears_deleted": gettext_lazy("%(place)s: this provision appears to be deleted: “%(text)s”."),
    "resolution.appears_added": gettext_lazy("%(place)s: this provision appears to be added: “%(text)s”."),
    "resolution.revision_supplied": gettext_lazy("%(place)s: the word for a revision is supplied: “%(text)s”."),
    "resolution.changes_without_marks": gettext_lazy(
        "%(place)s: this proposal lost the marks of its changes; only changes that left a trace are told apart."
    ),
    "resolution.unknown_keyword": gettext_lazy("%(place)s: this keyword is not known: “%(text)s”."),
    "resolution.unknown_addressee": gettext_lazy("%(place)s: whom this addresses is not clear: “%(text)s”."),
    "resolution.members_without_kind": gettext_lazy("%(place)s: “Members” may be Member States here: “%(text)s”."),
    "resolution.section_without_end": gettext_lazy(
        "%(place)s: the provision before this heading has no end: “%(text)s”."
    ),
    "resolution.empty_section": gettext_lazy("%(place)s: this heading has no provision: “%(text)s”."),
    "resolution.key_twice": gettext_lazy(
        "%(place)s: two provisions have the same keyword, addressee and label: “%(text)s”."
    ),
    "resolution.assembly_by_year": gettext_lazy(
        "%(place)s: whose resolution this is follows from its year alone: “%(text)s”."
    ),
    "resolution.assembly_not_said": gettext_lazy("%(place)s: whose resolution this is, is not said: “%(text)s”."),
}


def sentence(problem: Problem) -> str:
    """The problem in the reader's language, with the place within the record if it has one."""
    if problem.code in SENTENCES:
        return str(SENTENCES[problem.code]) % problem.params
    if "." in problem.code:
        return _("It is left out (%(code)s).") % {"code": problem.code}
    return checks.sentence(problem)
