"""Is a resolution read as it is written, in six languages, and is whatever is not plain told instead of guessed?"""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requirements import resolution_texts
from requirements.languages import CODES
from requirements.resolution_texts import NotAResolution, Resolution
from requirements.resolution_texts.references import NUMBERS
from tests.resolution_texts.samples import REFUSED, sample


def read(name: str) -> Resolution:
    (resolution,) = resolution_texts.parse(sample(name))
    return resolution


@pytest.mark.parametrize("language", CODES)
def test_the_same_resolution_is_read_alike_in_each_language(language: str) -> None:
    resolution = read(language)
    assert (resolution.language, resolution.identifier) == (language, "resolution:wtsa-900")
    assert [provision.key for _section, provision in resolution.provisions()] == [
        "recalling-a",
        "recalling-b",
        "considering-further",
        "resolves-1",
        "resolves-2",
        "instructs-tsb-director-with-sg-and-bdt",
        "instructs-study-groups-1",
        "instructs-study-groups-2",
        "invites-members",
    ]
    assert [section.operative for section in resolution.sections] == [False, False, True, True, True, True]
    assert [list(section.addressees) for section in resolution.sections[3:]] == [
        ["tsb_director"],
        ["study_groups_t"],
        ["member_states", "sector_members", "associates", "academia"],
    ]
    assert list(resolution.sections[3].collaborators) == ["secretary_general", "bdt_director"]
    assert [(one.kind, one.identifier, one.provision) for one in resolution.references] == [
        ("resolution", "resolution:pp-71", "recalling-a"),
        ("constitution", "resolution:cs-13", "recalling-b"),
        ("recommendation", "standard:itu-t-x-1254", "instructs-study-groups-1"),
    ]
    assert resolution.doubts == ()
    assert (resolution.occasion and resolution.occasion.year, [one.year for one in resolution.lineage]) == (
        2024,
        [2022, 2024],
    )


def test_traces_of_changes_are_split_and_each_is_told() -> None:
    resolution = read("proposal-fr")
    assert (resolution.mark, resolution.reference) == ("MOD", "EUR/38A5/1")
    assert resolution.proponents == "États Membres de l'Union des Ponts"
    assert (str(resolution.former_occasion), str(resolution.occasion)) == ("Dubaï, 2014", "Kigali, 2022")
    provisions = {provision.key: provision for _section, provision in resolution.provisions()}
    first = provisions["recalling-a"]
    assert "(Rév. Busan, 2014)" in first.before
    assert first.before.endswith("Programme Connect 2020;")
    assert "(Rév. Dubaï, 2018)" in first.after
    assert first.after.endswith("Programme Connect 2030;")
    assert (provisions["recalling-b-old"].fate, provisions["recalling-b-old"].after) == ("deleted", "")
    assert (provisions["recalling-b"].label_before, provisions["recalling-b"].fate) == ("c", "")
    added = provisions["instructs-bdt-director-2"]
    assert (added.fate, added.before, added.after) == ("added", "", "de déplier.")
    assert [(doubt.code, doubt.line) for doubt in resolution.doubts] == [
        ("changes_without_marks", 4),
        ("revision_supplied", 8),
        ("appears_deleted", 9),
        ("label_changed", 10),
        ("appears_added", 13),
        ("text_behind", 14),
    ]
    assert [(one.identifier, one.former_occasion, one.occasion) for one in resolution.references] == [
        ("resolution:pp-200", "Rév. Busan, 2014", "Rév. Dubaï, 2018"),
        ("resolution:itu-r-66", "Genève, 2015", "Rév. Charm el-Cheikh, 2019"),
    ]


def test_paragraphs_that_were_set_as_one_are_taken_apart_and_told() -> None:
    resolution = read("fused-en")
    assert [(provision.key, provision.text) for _section, provision in resolution.provisions()] == [
        ("reaffirming", "the value of folds,"),
        ("noting-a", "Resolution 54 (Rev. Hammamet, 2016), on other paper;"),
        ("noting-b", "that points are counted:\ni) one;\nii) two,"),
        ("instructs-secretary-general-and-directors-1", "to fold;"),
        (
            "instructs-secretary-general-and-directors-2",
            "to support those who fold in developing countries,",
        ),
        ("instructs-br-director", "to support work of the ITU-R study groups,"),
        ("invites-member-states-1", "to fold;"),
        ("invites-member-states-2", "to count."),
    ]
    assert [(note.label, note.text) for note in resolution.footnotes] == [
        ("1", "These are countries with little paper.")
    ]
    assert sorted({doubt.code for doubt in resolution.doubts}) == [
        "assembly_by_year",
        "heading_in_paragraph",
        "provision_in_paragraph",
    ]


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: f"{REFUSED[text]}-{len(text)}")
def test_what_is_no_resolution_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(NotAResolution) as refused:
        resolution_texts.parse(text)
    assert refused.value.code == REFUSED[text]


def test_a_text_of_the_longest_size_is_read() -> None:
    padded = sample("en") + "\n" * (resolution_texts.LONGEST - len(sample("en")))
    assert resolution_texts.parse(padded)[0].count() == 9


def test_several_resolutions_in_a_text_are_each_read() -> None:
    found = resolution_texts.parse(sample("en") + "\n" + sample("proposal-fr"))
    assert [one.identifier for one in found] == ["resolution:wtsa-900", "resolution:wtdc-901"]


@given(st.lists(st.sampled_from([*"aé،第 \t\n();,.1(", "RESOLUTION 7 ", "recalling\n", "a)\t", "MOD\t"]), max_size=60))
def test_any_text_is_read_or_refused(pieces: list[str]) -> None:
    _read_or_refuse("".join(pieces))


@pytest.mark.slow
@pytest.mark.parametrize("language", CODES)
def test_broken_resolutions_are_read_or_refused(language: str) -> None:
    lots = random.Random(language)
    text = sample(language)
    for _number in range(2000):
        broken = list(text)
        for _cut in range(lots.randint(1, 8)):
            start = lots.randrange(len(broken))
            broken[start : start + lots.randint(0, 40)] = lots.choices(text, k=lots.randint(0, 20))
        _read_or_refuse("".join(broken))


def _read_or_refuse(text: str) -> None:
    try:
        found = resolution_texts.parse(text)
    except NotAResolution:
        return
    for resolution in found:
        keys = [provision.key for _section, provision in resolution.provisions()]
        assert len(keys) == len(set(keys))


def test_brackets_that_nobody_closes_are_no_work() -> None:
    """Half a minute, if each were looked at to the end."""
    start = time.process_time()
    assert NUMBERS.findall(f"{'[' * 200_000}[COM5/1], 73") == ["[COM5/1]", "73"]
    assert time.process_time() - start < 5
