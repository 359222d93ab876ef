"""Does the desk tell what of an imported text a person should look at?"""

import pytest
from django.urls import reverse

from requirements.choices import Role
from requirements.models import OfficialText, Resolution
from tests import factories
from tests.admin import desk
from tests.resolution_texts.samples import sample


@pytest.mark.django_db
def test_the_doubts_of_a_reading_stand_beside_the_text() -> None:
    factories.references()
    resolution = Resolution.objects.get(identifier="resolution:wtsa-103")
    text = (
        sample("fused-en")
        .replace("902", "103")
        .replace(
            "Plenipotentiary Conference of the International Telecommunication Union",
            "World Telecommunication Standardization Assembly",
        )
    )
    OfficialText.objects.create(resolution=resolution, language="en", label="Dubai, 2018", raw=text)
    client = desk.signed_in(factories.user(Role.PUBLISHER))
    page = client.get(reverse("admin:requirements_resolution_change", args=[resolution.pk])).content.decode()
    assert "5: this heading stands inside a paragraph: “noting with satisfaction and appreciation”." in page
