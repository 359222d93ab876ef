"""How is the offline edition of the registry put together? Every page once, then what belongs to all."""

import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template import loader
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import html

from requirements import catalogue, documents
from requirements.management.offline import index, rewriting, site
from requirements.management.offline.rewriting import SEARCH, relative

Progress = Callable[[int], object]
HEADINGS = {
    "requirement": gettext_lazy("Requirements"),
    "use_case": gettext_lazy("Use cases"),
    "aspect": gettext_lazy("Standardization aspects"),
    "need": gettext_lazy("Needs"),
    "experience": gettext_lazy("Experiences"),
}
# Files that pages need, by their names in the edition.
STATIC = ("registry.css", "home.css", "lists.css", "record.css", "terms.css", "figures.css", "offline-search.js")


def build(language: str, output: Path, progress: Progress = lambda pages: None) -> int:
    """Write the ZIP, whole or not at all; how many pages it has. Reads the registry as it is now."""
    unfinished = output.with_name(f"{output.name}.part")
    try:
        with translation.override(language), zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            pages = _write(archive, language, progress)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
    return pages


def _write(archive: zipfile.ZipFile, language: str, progress: Progress) -> int:
    at = catalogue.now().at
    pages = _pages(language, progress)
    files = {address: site.file_of(address) for address in pages}
    note = _("Offline edition. The registry as of %(day)s.") % {"day": formats.date_format(at)}

    def target(address: str) -> str | None:
        if address in files:
            return files[address]
        return _searched(address, language)

    for address, text in pages.items():
        document = rewriting.rewritten(text, address, files[address], note, target)
        _add(archive, files[address], rewriting.finished(document, files[address]), at)
    found = list(index.records(catalogue.in_force().order_by("identifier"), language, _files_of_records(files)))
    about = f"/{language}/about/"

    def frame(here: str) -> html.HtmlElement:
        return rewriting.rewritten(pages[about], about, here, note, target)

    for name, body in _framed(frame, found, set(files.values())):
        _add(archive, name, body, at)
    _add(archive, "search-index.js", index.script(found), at)
    for name in STATIC:
        _add(archive, name, Path(str(finders.find(name))).read_bytes(), at)
    for name, body in _data(language):
        _add(archive, name, body, at)
    return len(pages)


def _add(archive: zipfile.ZipFile, name: str, body: bytes, at: datetime) -> None:
    """The time of every file is that of the registry: the same registry gives the same bytes."""
    entry = zipfile.ZipInfo(name, at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, body)


def _pages(language: str, progress: Progress) -> dict[str, str]:
    """Address → HTML of every page that can stand alone, found by following links from the entries and lists on."""
    waiting = [f"/{language}/", f"/{language}/about/", *_lists(language), *_entries(language)]
    pages: dict[str, str] = {}
    seen = set(waiting)
    while waiting:
        address = waiting.pop()
        text = site.page(address)
        if text is not None:
            pages[address] = text
            new = rewriting.links_of(text, address, language) - seen
            seen |= new
            waiting += sorted(new)
            progress(1)
    return pages


def _lists(language: str) -> Iterator[str]:
    for kind in documents.REFERENCE_TYPES:
        yield f"/{language}/{documents.COLLECTIONS[kind]}/"


def _entries(language: str) -> Iterator[str]:
    named = catalogue.in_force(*catalogue.ENTRY_KINDS).order_by("identifier").values_list("kind", "identifier")
    for kind, identifier in named.iterator(chunk_size=2_000):
        yield f"/{language}/{documents.COLLECTIONS[kind]}/{identifier}/"


def _files_of_records(files: dict[str, str]) -> dict[str, str]:
    """Identifier → file, of every record that has a page."""
    by_name = {tuple(address.strip("/").split("/")[1:]): file for address, file in files.items() if "?" not in address}
    found = {}
    for kind, collection in documents.COLLECTIONS.items():
        collections = {collection, "mandates"} if kind == "resolution" else {collection}
        for parts, file in by_name.items():
            if len(parts) == 2 and parts[0] in collections:
                found[parts[1] if kind in documents.PREFIXES else f"{kind}:{parts[1]}"] = file
    return found


def _searched(address: str, language: str) -> str | None:
    """The file that answers a search: that of a whole kind, or the search of the files with the same question."""
    path, _mark, query = address.partition("?")
    for kind in HEADINGS:
        if path == f"/{language}/{documents.COLLECTIONS[kind]}/" or (
            path.endswith("/search/") and query == f"kind={kind}"
        ):
            return f"{documents.COLLECTIONS[kind]}.html"
    return (f"{SEARCH}?{query}" if query else SEARCH) if path == f"/{language}/search/" else None


def _framed(
    frame: Callable[[str], html.HtmlElement], found: list[index.Record], files: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    """The search, and a list of each kind of entry that has no page of its own, in the frame of the site's pages."""
    lists = [(str(label), f"{documents.COLLECTIONS[kind]}.html") for kind, label in HEADINGS.items()]
    body = loader.render_to_string("offline/search.html", {"lists": lists})
    yield SEARCH, _in_frame(frame(SEARCH), SEARCH, body, ("search-index.js", "offline-search.js"))
    for kind, (heading, name) in zip(HEADINGS, lists, strict=True):
        listed = [
            {"file": relative(record.file, name), "title": record.title, "identifier": record.identifier}
            for record in found
            if record.kind == kind
        ]
        if name not in files:
            body = loader.render_to_string("offline/list.html", {"heading": heading, "records": listed})
            yield name, _in_frame(frame(name), name, body)


def _in_frame(document: html.HtmlElement, name: str, body: str, scripts: Sequence[str] = ()) -> bytes:
    """A page with another content than it had."""
    content = html.fragment_fromstring(body)
    (main,) = document.xpath("//main")
    main.getparent().replace(main, content)
    document.find("head/title").text = f"{content.findtext('.//h1')} - {_('DPI Registry')}"
    for script in scripts:
        document.find("body").append(html.fragment_fromstring(f'<script src="{script}"></script>'))
    return rewriting.finished(document, name)


def _data(language: str) -> Iterator[tuple[str, bytes]]:
    """The entries as a table in the language, and all documents as they were published."""
    yield "data/entries.csv", site.content(site.answer(f"/{language}/search.csv"))
    whole = io.BytesIO()
    whole.write(b'{"as_of":"%b","results":[\n' % documents.stamp(catalogue.now().at).encode())
    for place, body in enumerate(catalogue.send(catalogue.in_force().order_by("identifier"))):
        whole.write((b",\n" if place else b"") + body)
    whole.write(b"\n]}\n")
    yield "data/registry.json", whole.getvalue()
