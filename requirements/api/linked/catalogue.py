"""How do data portals learn of the registry? Its description in DCAT-AP."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from requirements import catalogue, documents
from requirements.api import parameters
from requirements.api.answers import absolute, of_moment
from requirements.api.linked import terms
from requirements.api.linked.records import JSON_LD, Data
from requirements.api.reading import Reading
from requirements.api.rows import clock
from requirements.documents import stamp
from requirements.languages import CODES
from requirements.models import Clock

TITLE = "DPI registry"
DESCRIPTION = (
    "Requirements, use cases and standardization aspects of digital public infrastructure, with the needs and"
    " experiences of countries, the standards that cover them and the resolutions that ask for them."
)
PUBLISHER = {
    "@id": "https://www.itu.int/",
    "@type": "foaf:Agent",
    "foaf:name": "International Telecommunication Union",
}
# Authority tables of the Publications Office of the European Union, which DCAT-AP demands.
AUTHORITY = "http://publications.europa.eu/resource/authority"
LANGUAGES = {"ar": "ARA", "zh": "ZHO", "en": "ENG", "fr": "FRA", "ru": "RUS", "es": "SPA"}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"


def described(now: Clock) -> Data:
    """The registry as a catalogue with one dataset for all entries and one for each kind of record, and its service."""
    service = absolute("/api/v1/")
    kinds = {"entries": catalogue.ENTRY_KINDS, **{name: (kind,) for kind, name in documents.COLLECTIONS.items()}}
    return {
        "@context": terms.NAMESPACES,
        "@id": absolute("/catalogue.jsonld"),
        "@type": "dcat:Catalog",
        **_common(TITLE, DESCRIPTION, now),
        "dcterms:language": [{"@id": f"{AUTHORITY}/language/{LANGUAGES[code]}"} for code in CODES],
        "foaf:homepage": {"@id": absolute("/")},
        "dcat:themeTaxonomy": {"@id": terms.vocabulary("building-blocks")},
        "dcat:dataset": [_dataset(name, kinds[name], now) for name in kinds],
        "dcat:service": {
            "@id": service,
            "@type": "dcat:DataService",
            **_common(f"{TITLE}: API", "Everything published, for programs.", now),
            "dcat:endpointURL": {"@id": service},
            "dcat:endpointDescription": {"@id": absolute("/api/schema/")},
            "foaf:page": {"@id": absolute("/api/docs/")},
            "dcat:servesDataset": [{"@id": _address(name)} for name in kinds],
        },
    }


def _common(title: str, description: str, now: Clock) -> Data:
    return {
        "dcterms:title": {"@value": title, "@language": "en"},
        "dcterms:description": {"@value": description, "@language": "en"},
        "dcterms:publisher": PUBLISHER,
        "dcterms:modified": {"@value": stamp(now.at), "@type": "xsd:dateTime"},
        "dcterms:accessRights": {"@id": f"{AUTHORITY}/access-right/PUBLIC"},
    }


def _address(name: str) -> str:
    return absolute(f"/api/v1/{name}/")


def _dataset(name: str, kinds: tuple[str, ...], now: Clock) -> Data:
    """All records of some kinds: as a list in pages, and as one file."""
    title = name.replace("-", " ").capitalize()
    query = "&".join(f"kind={kind}" for kind in kinds)
    return {
        "@id": _address(name),
        "@type": "dcat:Dataset",
        **_common(title, f"{title} of the registry, as published, in all languages.", now),
        "dcterms:identifier": name,
        "dcat:landingPage": {"@id": absolute("/en/data/")},
        "dcat:distribution": [
            _distribution(_address(name), "application/json", {"dcat:accessService": {"@id": absolute("/api/v1/")}}),
            _distribution(absolute(f"/api/v1/export.ndjson?{query}"), "application/x-ndjson", {}),
        ],
    }


def _distribution(address: str, media_type: str, more: Data) -> Data:
    return {
        "@id": f"{address}#distribution",
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}/{media_type}"},
        **({"dcterms:license": {"@id": settings.LICENSE_URL}} if settings.LICENSE_URL else {}),
        **more,
    }


class Catalogue(Reading):
    """DCAT-AP of the registry."""

    schema = None

    def get(self, request: HttpRequest) -> HttpResponseBase:
        parameters.expect(request.GET, ())
        now = clock()
        return of_moment(request, now.at, lambda: documents.canonical(described(now)), JSON_LD)
