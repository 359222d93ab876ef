"""Does every type of page pass axe, in three languages, two widths, light and dark; at 320 pixels and 200 % text?

The ordinary run tries each type once, the full one in every way.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from requirements import gap_analysis
from tests import factories
from tests.gap_analysis.test_comparison import assessed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]

RUN = f"{datetime.now(UTC).year}-1"
PAGES = (
    "",
    "search/?q=title&kind=requirement",
    "search/?q=nothing+at+all",
    "search/?colour=red",
    "requirements/REQ-0001/",
    "requirements/REQ-0001/compare/1..1/",
    "use-cases/UC-0001/",
    "aspects/SA-0001/",
    "needs/ND-0001/",
    "experiences/EX-0001/",
    "experiences/",
    "compare/?of=REQ-0001&of=SA-0001",
    "compare/?of=REQ-0009",
    "standards/",
    "standards/itu-t-x-1254/",
    "standards/reconcile/?text=X.1254&text=kites",
    "building-blocks/",
    "building-blocks/identity/",
    "study-groups/itu-t-sg17/",
    "organizations/itu-t/",
    "countries/fj/",
    "mandates/wtsa-103/",
    "trace/",
    "trace/?of=REQ-0001",
    "trace/impact/?of=standard:itu-t-x-1254",
    "trace/matrix/requirement-standard/",
    "trace/matrix/block-area/",
    "trace/matrix/use_case-block/?holes=1",
    "glossary/",
    "guide/",
    "guide/entries/",
    "contribute/need/form/",
    "gaps/",
    "gaps/method/",
    "pathway/",
    "pathway/?country=la&building_block=identity",
    f"gaps/runs/{RUN}/",
    f"gaps/runs/{RUN}/matrix/",
    f"gaps/runs/{RUN}/results/?open=1",
    "gaps/GAP-0001/",
    f"gaps/compare/{RUN}..{RUN}/",
    "translations/",
    "events/",
    "about/",
    "accessibility/",
    "data/",
    "nothing/",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WAYS = list(product(("en", "fr", "ar"), (1280, 390), ("light", "dark")))
BOTH_SIDES = [("en", 1280, "light"), ("ar", 390, "dark")]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def registry() -> None:
    source = {"standard": "standard:itu-t-x-1254", "relation": "subset_of", "confirmed": True}
    factories.published(
        title={"en": "A title", "fr": "Un titre"},
        coverage=[{**source, "rationale": {"en": "It names levels."}}],
        keywords=["offline"],
        provisions=["resolution:wtsa-103#instructs-tsb-director-1"],
        sdgs=["sdg:16"],
    )
    factories.published("use_case")
    factories.published("aspect", candidates=[{"study_group": "study-group:itu-t-sg17"}])
    factories.published("need", countries=["country:fj"])
    factors = [{"polarity": "enabling", "category": "financing", "description": {"en": "A loan."}}]
    factories.published("experience", countries=["country:fj"], factors=factors)
    factories.published("requirement", "REQ-0002", **assessed("REQ-0002"))
    gap_analysis.publish(gap_analysis.analyse({}, by="ana"), by=None)


def violations(
    chromium: Browser, base: str, way: tuple[str, int, str], pages: Sequence[str] = PAGES
) -> Iterator[tuple[str, Any]]:
    language, width, scheme = way
    context = chromium.new_context(
        base_url=base, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    for path in pages:
        page.goto(f"/{language}/{path}")
        for found in Axe().run(page, options=RULES).response["violations"]:
            yield f"{language} {width} {scheme} /{path}", (found["id"], [node["html"] for node in found["nodes"]][:2])
        assert page.evaluate(SIDEWAYS) <= 0, (way, path)
    context.close()


def test_every_type_of_page_passes_axe(registry: None, chromium: Browser, live_server) -> None:
    """Every other type left to right on a wide screen, the others right to left, dark, on a phone."""
    for place, way in enumerate(BOTH_SIDES):
        assert list(violations(chromium, live_server.url, way, PAGES[place::2])) == []


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_type_of_page_passes_axe_in_every_way(
    registry: None, chromium: Browser, live_server, way: tuple[str, int, str]
) -> None:
    assert list(violations(chromium, live_server.url, way)) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_narrow_screens_and_large_text_need_no_sideways_scrolling(
    registry: None, chromium: Browser, live_server, language: str
) -> None:
    """WCAG 1.4.10 at 320 pixels, and 1.4.4 with text twice as large."""
    context = chromium.new_context(base_url=live_server.url, bypass_csp=True)
    page = context.new_page()
    for path in PAGES:
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(f"/{language}/{path}")
        assert page.evaluate(SIDEWAYS) <= 0, (language, path, "narrow")
        page.set_viewport_size({"width": 640, "height": 800})
        page.add_style_tag(content="html { font-size: 200% }")
        assert page.evaluate(SIDEWAYS) <= 0, (language, path, "large")
    context.close()
