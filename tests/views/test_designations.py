"""Are resolutions and provisions called so that a translator can say it in one piece?"""

import pytest

from requirements.views.designations import provision_name, resolution_name


@pytest.mark.parametrize(
    ("identifier", "designation", "called"),
    [
        ("resolution:wtsa-103", "Resolution 103", "WTSA Resolution 103"),
        ("resolution:itu-d-rec-22", "Recommendation ITU-D 22", "Recommendation ITU-D 22"),
        ("resolution:un-2030", "A/RES/70/1", "A/RES/70/1"),
        ("resolution:other", "", ""),
    ],
)
def test_resolutions(identifier: str, designation: str, called: str) -> None:
    assert resolution_name({"identifier": identifier, "designation": designation}) == called


@pytest.mark.parametrize(
    ("place", "part", "label", "called"),
    [
        ("instructs-tsb-director-2", "instructs", "2", "instructs the Director of TSB 2"),
        (
            "instructs-tsb-director-with-bdt-1",
            "instructs",
            "1",
            "instructs the Director of TSB, with the Director of BDT 1",
        ),
        ("encourages-member-states", "encourages", None, "encourages the Member States"),
        ("recalling-e-old", "recalling", "e (old)", "recalling e (old)"),
        ("resolves", "resolves", None, "resolves"),
        ("requests-others-3", "requests", "3", "requests 3"),
    ],
)
def test_provisions(place: str, part: str, label: str | None, called: str) -> None:
    provision = {"identifier": f"resolution:wtsa-103#{place}", "part": part, "label": label}
    assert provision_name(provision) == called
