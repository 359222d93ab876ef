"""Which addresses does this face answer?"""

from django.urls import path, register_converter

from requirements.views import (
    about,
    action_plan,
    addresses,
    beside,
    citation,
    comparison,
    contributing,
    debt,
    dialogues,
    downloads,
    events,
    experiences,
    finding,
    follow,
    gap_files,
    gap_rows,
    gaps,
    glossary,
    guide,
    health,
    home,
    identity,
    listing,
    mandates,
    matrices,
    members,
    offline_forms,
    pathway,
    proposals,
    record,
    reports,
    search,
    sitemap,
    tracing,
)

register_converter(addresses.LanguageConverter, "language")
register_converter(addresses.CollectionConverter, "collection")
register_converter(addresses.NameConverter, "name")
register_converter(addresses.IdentifierConverter, "identifier")
register_converter(addresses.NumberConverter, "number")
register_converter(addresses.ReferenceConverter, "reference")
register_converter(addresses.KeyConverter, "key")
register_converter(addresses.StyleConverter, "style")
register_converter(addresses.RunConverter, "run")
register_converter(addresses.GapConverter, "gap")
register_converter(addresses.ReportConverter, "report")
register_converter(addresses.MediumConverter, "medium")
register_converter(addresses.ProfileConverter, "profile")
register_converter(addresses.ChapterConverter, "chapter")
register_converter(addresses.FileConverter, "file")
register_converter(addresses.PaperConverter, "paper")

RUN = "<language:language>/gaps/runs/<run:run>"
OWN = "<language:language>/proposals/<reference:reference>/<key:key>/"
RECORD = "<language:language>/<collection:collection>/<name:name>/"

urlpatterns = [
    path("", home.start),
    path("<language:language>/", home.home),
    path("<language:language>/search/", search.results),
    path("<language:language>/search/suggestions/", finding.suggestions),
    path("<language:language>/compare/", beside.beside),
    path("<language:language>/search.csv", downloads.as_csv),
    path("<language:language>/search.xlsx", downloads.as_xlsx),
    path("<language:language>/search.json", downloads.as_json),
    path("<language:language>/search.reqif", downloads.as_reqif),
    path("<language:language>/search.atom", downloads.as_atom),
    path("<language:language>/translations/", debt.translations),
    path("<language:language>/about/", about.about),
    path("<language:language>/accessibility/", about.accessibility),
    path("<language:language>/dialogues/", dialogues.windows),
    path("<language:language>/dialogues/<number:window>/", dialogues.window),
    path("<language:language>/dialogues/<number:window>/table/", dialogues.table),
    path("<language:language>/dialogues/<number:window>/table.xlsx", dialogues.as_xlsx),
    path("<language:language>/dialogues/<number:window>/table.docx", dialogues.as_docx),
    path("<language:language>/dialogues/<number:window>/news.atom", dialogues.as_atom),
    path("<language:language>/dialogues/<number:window>/confirm/<number:comment>/<key:key>/", dialogues.confirm),
    path("<language:language>/events/", events.events),
    path("<language:language>/events.ics", events.calendar),
    path("<language:language>/experiences/", experiences.experiences),
    path("<language:language>/data/", about.data),
    path("<language:language>/contribute/", contributing.contribute),
    path("<language:language>/contribute/<slug:kind>/", contributing.begin),
    path("<language:language>/contribute/<slug:kind>/form/", offline_forms.bring),
    path("<language:language>/contribute/<slug:kind>/form.<paper:medium>", offline_forms.blank),
    path("<language:language>/proposals/", proposals.look_up),
    path("<language:language>/proposals/<reference:reference>/", proposals.status),
    path(OWN, proposals.own),
    path(f"{OWN}form/", offline_forms.bring_again),
    path(f"{OWN}form.<paper:medium>", offline_forms.own_blank),
    path(f"{OWN}<number:step>/", contributing.write),
    path("<language:language>/proposals/<reference:reference>/confirm/<key:key>/", proposals.confirm),
    path("<language:language>/members/", members.home),
    path("<language:language>/members/people/", members.people),
    path("<language:language>/members/invitations/<number:number>/<key:key>/", members.accept),
    path("<language:language>/follow/", follow.follow),
    path("<language:language>/following/confirm/<number:number>/<key:key>/", follow.confirm),
    path("<language:language>/following/<number:number>/<key:key>/", follow.own),
    path("<language:language>/following/<number:number>/<key:key>/end/", follow.end_all),
    path("<language:language>/glossary/", glossary.glossary),
    path("<language:language>/guide/", guide.guide),
    path("<language:language>/guide/<chapter:chapter>/", guide.chapter),
    path("<language:language>/trace/", tracing.trace),
    path("<language:language>/trace.csv", tracing.trace_csv),
    path("<language:language>/trace/impact/", tracing.impact),
    path("<language:language>/trace/matrix/<slug:name>/", matrices.matrix),
    path("<language:language>/trace/matrix/<slug:name>.csv", matrices.matrix_csv),
    path("<language:language>/trace/matrix/<slug:name>.xlsx", matrices.matrix_xlsx),
    path("<language:language>/gaps/", gaps.dashboard),
    path("<language:language>/gaps/method/", gaps.method),
    path("<language:language>/gaps/compare/", gaps.choose),
    path("<language:language>/gaps/compare/<run:earlier>..<run:later>/", gaps.compare),
    path("<language:language>/gaps/<gap:gap>/", gap_rows.gap),
    path(f"{RUN}/", gaps.run),
    path(f"{RUN}/matrix/", gaps.matrix),
    path(f"{RUN}/results/", gap_rows.results),
    path(f"{RUN}/results/<name:name>/", gap_rows.result),
    path(f"{RUN}/figures.csv", gap_files.figures_csv),
    path(f"{RUN}.csv", gap_files.results_csv),
    path(f"{RUN}.xlsx", gap_files.workbook),
    path("<language:language>/mandates/", mandates.resolutions),
    path("<language:language>/mandates/<name:name>/texts/", mandates.compare_texts, {"collection": "mandates"}),
    path("<language:language>/pathway/", pathway.profile),
    path("<language:language>/pathway.<profile:medium>", pathway.as_file),
    path("<language:language>/action-plan/", action_plan.plan),
    path("<language:language>/action-plan/changes/", action_plan.changes),
    path("<language:language>/action-plan.xlsx", action_plan.as_xlsx),
    path("<language:language>/action-plan.docx", action_plan.as_docx),
    path("<language:language>/action-plan.atom", action_plan.as_atom),
    path(f"{RUN}/<report:report>.<medium:medium>", reports.made),
    path("<language:language>/<collection:collection>/", listing.records),
    path("<language:language>/<collection:collection>/<name:name>.<file:medium>", downloads.entry_file),
    path(RECORD, record.record),
    path(f"{RECORD}news.atom", downloads.of_record),
    path(f"{RECORD}editions/<number:number>/", record.edition),
    path(f"{RECORD}cite.<style:style>", citation.cite),
    path(f"{RECORD}editions/<number:number>/cite.<style:style>", citation.cite),
    path(f"{RECORD}compare/<number:before>..<number:after>/", comparison.compare),
    path("id/<identifier:identifier>", identity.latest),
    path("id/<identifier:identifier>/editions/<number:number>", identity.edition),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("sitemap.xml", sitemap.index),
    path("sitemap-pages.xml", sitemap.pages),
    path("sitemap-<collection:collection>-<number:number>.xml", sitemap.records),
    path("robots.txt", about.robots),
    path(".well-known/security.txt", about.security),
]
