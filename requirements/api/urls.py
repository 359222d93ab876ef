"""Which addresses does the API answer?"""

from django.urls import URLPattern, URLResolver, include, path

from requirements.api.drafts.imports import Applying, Imports, OneImport, Undoing
from requirements.api.drafts.resources import Draft, Drafts, Transitions
from requirements.api.entrance import Entrance, Nowhere
from requirements.api.exports import Export, Table, Workbook
from requirements.api.facets import Facets
from requirements.api.gaps import Gap, GapAnalyses, GapAnalysis, GapChanges, GapResult, GapResults, Gaps
from requirements.api.harvest import Changes
from requirements.api.linked.catalogue import Catalogue
from requirements.api.linked.records import LinkedEdition, LinkedRecord
from requirements.api.linked.vocabularies import Concept, Vocabularies, Vocabulary
from requirements.api.links import Links
from requirements.api.lists import List
from requirements.api.provisions import Provision, Provisions
from requirements.api.reconciling import Reconciliation
from requirements.api.records import Detail, Edition, Editions
from requirements.api.schemas import Documentation, DocumentSchema, OpenApi
from requirements.api.tracing import Impact, Matrix, Trace, Untraced
from requirements.api.translations import Translations
from requirements.catalogue import ENTRY_KINDS
from requirements.documents import COLLECTIONS
from requirements.traceability import MATRICES

# The last part of a list's address → the kinds of record in it.
LISTS: dict[str, tuple[str, ...]] = {"entries": ENTRY_KINDS, **{name: (kind,) for kind, name in COLLECTIONS.items()}}
ADDRESSES = {
    name: f"/api/v1/{name}/" for name in (*LISTS, "provisions", "translations", "changes", "gap-analyses", "gaps")
} | {
    "export": "/api/v1/export.ndjson",
    **{f"export_{form}": f"/api/v1/export.{form}" for form in ("csv", "xlsx")},
    **{name: f"/api/v1/{name}/" for name in ("trace", "impact", "untraced", "reconcile")},
    **{f"matrix_{name.replace('-', '_')}": f"/api/v1/matrices/{name}/" for name in MATRICES},
}


def _collection(name: str, kinds: tuple[str, ...]) -> URLResolver:
    about = {"collection": name, "kinds": kinds}
    routes = [
        path("", List.as_view(**about)),
        path("facets/", Facets.as_view(**about)),
        path("<str:name>/", Detail.as_view(**about)),
        path("<str:name>/editions/", Editions.as_view(**about)),
        path("<str:name>/editions/<int:number>/", Edition.as_view(**about)),
        path("<str:name>/links/", Links.as_view(**about)),
    ]
    return path(f"{name}/", include(routes))


version_1: list[URLPattern | URLResolver] = [
    *(_collection(name, kinds) for name, kinds in LISTS.items()),
    path("", Entrance.as_view(addresses=ADDRESSES)),
    path("drafts/", Drafts.as_view()),
    path("drafts/<str:name>/", Draft.as_view()),
    path("drafts/<str:name>/transitions/", Transitions.as_view()),
    path("imports/", Imports.as_view()),
    path("imports/<int:number>/", OneImport.as_view()),
    path("imports/<int:number>/apply/", Applying.as_view()),
    path("imports/<int:number>/undo/", Undoing.as_view()),
    path("provisions/", Provisions.as_view()),
    path("provisions/<str:name>/<str:part>/", Provision.as_view()),
    path("translations/", Translations.as_view()),
    path("trace/", Trace.as_view()),
    path("impact/", Impact.as_view()),
    path("untraced/", Untraced.as_view()),
    path("reconcile/", Reconciliation.as_view()),
    path("matrices/<str:matrix>/", Matrix.as_view()),
    path("gap-analyses/", GapAnalyses.as_view()),
    path("gap-analyses/<str:run>/", GapAnalysis.as_view()),
    path("gap-analyses/<str:run>/changes/", GapChanges.as_view()),
    path("gap-analyses/<str:run>/results/", GapResults.as_view()),
    path("gap-analyses/<str:run>/results/<str:name>/", GapResult.as_view()),
    path("gaps/", Gaps.as_view()),
    path("gaps/<str:name>/", Gap.as_view()),
    path("changes/", Changes.as_view()),
    path("export.ndjson", Export.as_view()),
    path("export.csv", Table.as_view()),
    path("export.xlsx", Workbook.as_view()),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include(version_1)),
    path("schema/", OpenApi.as_view()),
    path("schemas/<str:kind>.json", DocumentSchema.as_view()),
    path("docs/", Documentation.as_view()),
    path("linked/<str:identifier>", LinkedRecord.as_view()),
    path("linked/<str:identifier>/editions/<int:number>", LinkedEdition.as_view()),
    path("<path:path>", Nowhere.as_view()),
]

# Addresses that are cited: they name things, not answers of this version of the API.
cited: list[URLPattern | URLResolver] = [
    path("catalogue.jsonld", Catalogue.as_view()),
    path("vocabularies/", Vocabularies.as_view()),
    path("vocabularies/<str:name>", Vocabulary.as_view()),
    path("vocabularies/<str:name>/<str:value>", Concept.as_view()),
]
