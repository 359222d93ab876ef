"""How is a problem said to a person, in their language and with its place?"""

from django.db.models import Choices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from requirements.documents import Problem

SENTENCES = {
    # What keeps an entry from being published.
    "no_title": gettext_lazy("The title in the source language is missing."),
    "no_main_text": gettext_lazy("The main text in the source language is missing."),
    "no_programme": gettext_lazy("Choose at least one programme."),
    "no_provenance": gettext_lazy("Say where the matter is taken from."),
    "no_building_block": gettext_lazy("Choose at least one building block."),
    "no_obligation": gettext_lazy("Choose the obligation."),
    "no_step": gettext_lazy("Describe at least one step."),
    "no_consent": gettext_lazy("The consent does not allow publication."),
    "no_public_source": gettext_lazy("Name a public source with its address."),
    # What reads badly, or a reader will miss.
    "two_obligations": gettext_lazy("The statement obliges more than once (%(words)s): make a requirement of each."),
    "several_sentences": gettext_lazy("The statement has several sentences; explanations go into the rationale."),
    "obligation_disagrees": gettext_lazy("“%(words)s” does not say “%(obligation)s”, which is chosen as obligation."),
    "no_obligation_phrase": gettext_lazy("The statement does not say how strictly it is meant: write “%(expected)s”."),
    "loose_obligation": gettext_lazy("Write “%(expected)s” instead of “%(words)s”."),
    "vague_words": gettext_lazy("Nobody can verify: %(words)s. Give a number, a list or a condition."),
    "no_acceptance_criteria": gettext_lazy("Say how one sees that the requirement is met."),
    "no_verification_method": gettext_lazy("Choose how the requirement is verified."),
    "no_rationale": gettext_lazy("Say why the requirement is there."),
    "no_link": gettext_lazy("The entry is linked to no other entry."),
    "no_factor": gettext_lazy("Name at least one enabling factor or barrier."),
    "no_lesson": gettext_lazy("Draw at least one lesson."),
    "no_remainder": gettext_lazy("Say what stays uncovered."),
    "no_assessment": gettext_lazy("Say who assessed the coverage, and when."),
    "no_moment": gettext_lazy("Write a day and a time such as 2027-05-12T09:00."),
    "no_time_zone": gettext_lazy("Name a time zone such as Africa/Nairobi."),
    # What a document that was brought in cannot be.
    "not_an_object": gettext_lazy("This is not a document."),
    "unknown_kind": gettext_lazy("“%(value)s” is no kind of document; known are: %(known)s."),
    "unknown_name": gettext_lazy("“%(value)s” names nothing that is in the registry."),
    "unknown_key": gettext_lazy("The use case has no actor or information “%(key)s”."),
    "no_standard": gettext_lazy("Only “no relationship” goes without a standard."),
    "repeated": gettext_lazy("“%(value)s” stands here twice: it is the same as number %(first)s."),
    "names_itself": gettext_lazy("“%(value)s” is the record itself."),
    "ends_too_early": gettext_lazy("It ends before it starts."),
    "state_does_not_follow": gettext_lazy("From “%(former)s” an action does not become “%(value)s”."),
    "unproven": gettext_lazy("An action is completed with a statement of what was done and with evidence for it."),
    "not_its_own": gettext_lazy("“%(name)s” is no provision of this resolution."),
    "bad_character": gettext_lazy("The text holds a character that cannot be stored."),
    "too_long": gettext_lazy("The text is longer than %(longest)s characters."),
    "extra_forbidden": gettext_lazy("This field is unknown."),
    "missing": gettext_lazy("This field is missing."),
    "enum": gettext_lazy("“%(value)s” is not one of: %(expected)s."),
    "literal_error": gettext_lazy("“%(value)s” is not one of: %(expected)s."),
    "string_pattern_mismatch": gettext_lazy("“%(value)s” is not written as it must be."),
}


def sentence(problem: Problem) -> str:
    """The problem in the reader's language, with its place: `links, 2, target: …`."""
    text = SENTENCES.get(problem.code, gettext_lazy("“%(value)s” is not valid here (%(code)s)."))
    params = {key: value.label if isinstance(value, Choices) else value for key, value in problem.params.items()}
    said = str(text) % {"value": "", "code": problem.code, **params}
    place = ", ".join(str(step + 1) if isinstance(step, int) else step.replace("_", " ") for step in problem.path)
    return _("%(place)s: %(problem)s") % {"place": place, "problem": said} if place else said
