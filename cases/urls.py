"""The public addresses. They are the interface that bookmarks and scripts rely on: see docs/interface.md."""

from re import escape

from django.conf import settings
from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, path, re_path, register_converter

from casebook.methods import read_only
from cases import accessions
from cases.address_parts import Stored, Year
from cases.exports import matrix
from cases.exports.coding_files import CODINGS
from cases.exports.csv_file import CSV
from cases.exports.excel.excel_file import EXCEL
from cases.exports.figure_files import FIGURES
from cases.exports.formats import FORMATS, OF_CITATIONS
from cases.models.frozen_list import KEY
from cases.pages.sitemaps import SITEMAPS
from cases.views import (
    about,
    advanced,
    basket,
    browse,
    case,
    case_history,
    codebook,
    compare,
    data,
    exports,
    feeds,
    frozen_lists,
    health,
    help_page,
    home,
    mechanism,
    oai,
    openapi,
    place,
    programme,
    report,
    source,
    statistics,
    styleguide,
    suggest,
    term,
    versions,
    vocabulary,
)

register_converter(Stored, "stored")
register_converter(Year, "year")

NUMBER = "(?P<number>[1-9][0-9]{0,8})"
LIST = f"(?P<code>{KEY})"
ACCESSION = f"(?P<accession>{accessions.PATTERN})"
WRITTEN = r"(?P<written>[^/\x00-\x1f]{3,40}?)"  # an accession number as a reader writes it
EDITION = "programmes/<stored:slug>/<year:year>/"

SITEMAP_INDEX = {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"}

urlpatterns: list[URLPattern] = [
    re_path(r"^(?P<file>[^\x00-\x1f]+)\.meta\.json\Z", exports.sidecar, name="sidecar"),
    path("", home.home, name="home"),
    path("cases/", browse.cases, name="cases"),
    *(
        path(f"cases.{form.extension}", exports.result_list, {"form": form}, name=f"cases-{form.extension}")
        for form in (*FORMATS, *OF_CITATIONS)
    ),
    *(
        path(
            f"{rows.stem}.{form.extension}",
            exports.result_list,
            {"form": form, "stem": rows.stem, "title": rows.title},
            name=f"{rows.stem}-{form.extension}",
        )
        for rows in (CODINGS, FIGURES)
        for form in rows.formats
    ),
    path(
        "matrix.csv",
        exports.result_list,
        {"form": matrix.MATRIX, "stem": matrix.STEM, "title": matrix.TITLE},
        name="matrix",
    ),
    path("cases/advanced/", advanced.advanced, name="advanced"),
    re_path(rf"^cases/{ACCESSION}/\Z", case.case, name="case"),
    re_path(rf"^cases/{ACCESSION}\.json\Z", case.case_json, name="case-json"),
    re_path(rf"^cases/{ACCESSION}/history/\Z", case_history.history, name="case-history"),
    re_path(
        rf"^cases/{ACCESSION}/history/(?P<number>[1-9][0-9]{{0,17}})/\Z",
        case_history.earlier,
        name="case-version",
    ),
    re_path(rf"^cases/{WRITTEN}/\Z", case.case_as_written, {"name": "case"}),
    re_path(rf"^cases/{WRITTEN}\.json\Z", case.case_as_written, {"name": "case-json"}),
    re_path(r"^places/(?P<key>[0-9a-z-]+)/\Z", place.place, name="place"),
    path("mechanisms/", mechanism.mechanisms, name="mechanisms"),
    path("mechanisms/<stored:slug>/", mechanism.mechanism, name="mechanism"),
    path("terms/<stored:scheme>/", term.scheme, name="scheme"),
    path("terms/<stored:scheme>/<stored:slug>/", term.term, name="term"),
    path("programmes/<stored:slug>/", programme.programme, name="programme"),
    path(EDITION, programme.edition, name="edition"),
    path(f"{EDITION}<stored:count>/", programme.edition, name="batch"),
    path("sources/", source.sources, name="sources"),
    path("sources/<stored:slug>/", source.source, name="source"),
    path("sources/<stored:slug>.txt", source.source_text, name="source-text"),
    path("codebook/", codebook.codebook, name="codebook"),
    path("codebook.csv", codebook.codebook_csv, name="codebook-csv"),
    *(
        path(f"vocabulary.{each}", vocabulary.vocabulary, {"extension": each}, name=f"vocabulary-{each}")
        for each in vocabulary.FORMS
    ),
    path("compare/", compare.compare, name="compare"),
    path("selection/", basket.basket, name="basket"),
    *(
        path(f"selection.{form.extension}", exports.basket, {"form": form}, name=f"basket-{form.extension}")
        for form in (EXCEL, CSV, *OF_CITATIONS)
    ),
    path("about/", about.about, name="about"),
    path("data/", data.data, name="data"),
    path("help/", help_page.usage, name="help"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics.csv", statistics.statistics_csv, name="statistics-csv"),
    path("suggest/", suggest.suggest, name="suggest"),
    path("compilation.docx", exports.compilation, name="compilation"),
    path("report/", report.report, name="report"),
    path("report/thanks/", report.thanks, name="report-thanks"),
    re_path(r"^report/(?P<number>[0-9A-Za-z-]+)/\Z", report.receipt, name="report-receipt"),
    path("versions/", versions.versions, name="versions"),
    path("versions.json", versions.versions_json, name="versions-json"),
    path("versions.atom", versions.versions_feed, name="versions-feed"),
    re_path(rf"^versions/{NUMBER}/\Z", versions.version, name="version"),
    re_path(rf"^versions/{NUMBER}\.json\Z", versions.version_as_json, name="version-json"),
    re_path(rf"^versions/{NUMBER}\.txt\Z", versions.version_hashes, name="version-txt"),
    path("lists/", frozen_lists.frozen_lists, name="frozen-lists"),
    re_path(rf"^lists/{LIST}/\Z", frozen_lists.frozen_list, name="frozen-list"),
    re_path(rf"^lists/{LIST}\.json\Z", frozen_lists.frozen_list_json, name="frozen-list-json"),
    re_path(rf"^lists/{LIST}\.txt\Z", frozen_lists.frozen_list_hashes, name="frozen-list-txt"),
    *(
        pattern
        for form in ("bib", "ris", "csl.json")
        for pattern in (
            path(f"versions.{form}", versions.versions_cited, {"form": form}),
            re_path(rf"^versions/{NUMBER}\.{escape(form)}\Z", versions.version_cited, {"form": form}),
            re_path(rf"^lists/{LIST}\.{escape(form)}\Z", frozen_lists.frozen_list_cited, {"form": form}),
        )
    ),
    path("oai", oai.oai, name="oai"),
    path("oai/case.xsd", oai.schema, name="oai-schema"),
    path("openapi.json", openapi.openapi, name="openapi"),
    path("feed.atom", feeds.feed, name="feed"),
    path("sitemap.xml", read_only(sitemap_index), SITEMAP_INDEX, name="sitemap"),
    path("sitemap-<section>.xml", read_only(sitemap), {"sitemaps": SITEMAPS}, name="sitemap-section"),
    path("robots.txt", feeds.robots, name="robots"),
    path("healthz", health.health, name="healthz"),
]

if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide.styleguide, name="styleguide"))
