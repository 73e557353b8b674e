"""The six verbs of the protocol, each written into an answer."""

from collections.abc import Callable, Mapping

from django.conf import settings

from cases.oai import datestamps
from cases.oai.arguments import Selection, resumed, selection
from cases.oai.catalogue import Catalogue, CatalogueItem, ListPart
from cases.oai.described import Described, described, published
from cases.oai.formats import METADATA_FORMATS, MetadataFormat
from cases.oai.refusal import Refusal
from cases.oai.repository import Repository, admin_email
from cases.oai.resumption import Token
from cases.oai.sets import names_of, sets_of
from cases.oai.writer import XSI, Writer

ON_A_PAGE = 100  # records of a list before a token; one of long texts has some 10 kB
OAI_IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"
Asked = Mapping[str, str]


def identify(xml: Writer, asked: Asked, catalogue: Catalogue, site: Repository) -> None:
    xml.element("repositoryName", settings.SITE_NAME)
    xml.element("baseURL", site.base)
    xml.element("protocolVersion", "2.0")
    xml.element("adminEmail", admin_email())
    xml.element("earliestDatestamp", datestamps.written(catalogue.earliest))
    xml.element("deletedRecord", "persistent")
    xml.element("granularity", datestamps.GRANULARITY)
    xml.element("compression", "gzip")
    if not site.follows_guidelines:
        return
    where = {
        "xmlns": OAI_IDENTIFIER,
        "xmlns:xsi": XSI,
        "xsi:schemaLocation": f"{OAI_IDENTIFIER} {OAI_IDENTIFIER}.xsd",
    }
    with xml.inside("description"), xml.inside("oai-identifier", where):
        xml.element("scheme", "oai")
        xml.element("repositoryIdentifier", site.namespace)
        xml.element("delimiter", ":")
        xml.element("sampleIdentifier", site.identifier(catalogue.sample))


def list_metadata_formats(xml: Writer, asked: Asked, catalogue: Catalogue, site: Repository) -> None:
    if "identifier" in asked and _item(asked, catalogue, site).is_deleted:
        raise Refusal("noMetadataFormats", "案例已经撤回，没有元数据。")
    for form in METADATA_FORMATS.values():
        with xml.inside("metadataFormat"):
            xml.element("metadataPrefix", form.prefix)
            xml.element("schema", form.schema(site))
            xml.element("metadataNamespace", form.namespace)


def list_sets(xml: Writer, asked: Asked, catalogue: Catalogue, site: Repository) -> None:
    if "resumptionToken" in asked:
        raise Refusal("badResumptionToken", "集合一次列完，没有 resumptionToken。")
    for spec, name in names_of(catalogue.sets).items():
        with xml.inside("set"):
            xml.element("setSpec", spec)
            xml.element("setName", name)


def get_record(xml: Writer, asked: Asked, catalogue: Catalogue, site: Repository) -> None:
    form = _format(asked["metadataPrefix"])
    item = _item(asked, catalogue, site)
    _record(xml, item, described([item], catalogue, site), form, site)


def list_identifiers(xml: Writer, asked: Asked, catalogue: Catalogue, site: Repository) -> None:
    _form, page, arguments = _page(asked, catalogue)
    seen = published(page.items)
    for item in page.items:
        _header(xml, item, site, is_deleted=item.accession not in seen)
    _token(xml, asked["verb"], page, arguments)


def list_records(xml: Writer, asked: Asked, catalogue: Catalogue, site: Repository) -> None:
    form, page, arguments = _page(asked, catalogue)
    seen = described(page.items, catalogue, site)
    for item in page.items:
        _record(xml, item, seen, form, site)
    _token(xml, asked["verb"], page, arguments)


Verb = Callable[[Writer, Asked, Catalogue, Repository], None]
WRITERS: Mapping[str, Verb] = {
    "GetRecord": get_record,
    "Identify": identify,
    "ListIdentifiers": list_identifiers,
    "ListMetadataFormats": list_metadata_formats,
    "ListRecords": list_records,
    "ListSets": list_sets,
}


def _item(asked: Asked, catalogue: Catalogue, site: Repository) -> CatalogueItem:
    item = catalogue.by_accession.get(site.accession(asked["identifier"]))
    if item is None:
        raise Refusal("idDoesNotExist", f"没有这个标识；本站的标识形如 {site.identifier('2014-sqzl-w01')}。")
    return item


def _format(prefix: str) -> MetadataFormat:
    if prefix not in METADATA_FORMATS:
        raise Refusal("cannotDisseminateFormat", f"没有这种格式；可用的有：{'、'.join(METADATA_FORMATS)}。")
    return METADATA_FORMATS[prefix]


def _page(asked: Asked, catalogue: Catalogue) -> tuple[MetadataFormat, ListPart, Asked]:
    """The format, the items and the first arguments of a list or of what is left of it."""
    wanted: Selection
    if "resumptionToken" in asked:
        prefix, wanted, arguments = resumed(asked["verb"], asked["resumptionToken"])
    else:
        prefix, wanted = asked["metadataPrefix"], selection(asked)
        arguments = {name: value for name, value in asked.items() if name != "verb"}
    form = _format(prefix)
    page = catalogue.page(wanted, ON_A_PAGE)
    if not page.items and not page.before:
        raise Refusal("noRecordsMatch", "没有符合这些条件的记录。")
    if not page.items:
        raise Refusal("badResumptionToken", "这份清单在此之后没有记录了。")
    return form, page, arguments


def _header(xml: Writer, item: CatalogueItem, site: Repository, *, is_deleted: bool) -> None:
    with xml.inside("header", {"status": "deleted"} if is_deleted else None):
        xml.element("identifier", site.identifier(item.accession))
        xml.element("datestamp", datestamps.written(item.changed))
        for spec in sets_of(item.accession):
            xml.element("setSpec", spec)


def _record(
    xml: Writer, item: CatalogueItem, seen: Mapping[str, Described], form: MetadataFormat, site: Repository
) -> None:
    case = seen.get(item.accession)
    with xml.inside("record"):
        _header(xml, item, site, is_deleted=case is None)
        if case is not None:
            with xml.inside("metadata"):
                form.write(xml, case)


def _token(xml: Writer, verb: str, page: ListPart, arguments: Asked) -> None:
    """None for a list that fits on a page; an empty one behind the last part of a longer list."""
    if page.is_last and not page.before:
        return
    told = {"completeListSize": str(page.total), "cursor": str(page.before)}
    last = page.items[-1]
    after = Token(verb, arguments, last.changed, last.accession, page.before + len(page.items))
    xml.element("resumptionToken", "" if page.is_last else after, told)
