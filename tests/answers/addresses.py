"""Addresses, queries and words that are asked whatever the library holds: right, wrong and odd ones."""


def each(text: str) -> list[str]:
    """The words of a text, parted by blanks and line ends."""
    return text.split()


PARTIAL = (("HX-Request", "true"),)
GZIP = (("Accept-Encoding", "gzip"),)
FACETS = each("year programme tier issuer place region level applicant setting mechanism source figure")
SORTS = ("relevance", "newest", "oldest", "rank", "place")
WORDS = ("社区", "三社联动", "居民 议事", "标题:社区", "苏州", "党建 -老人", "sanshe", "院落 | 楼院")
# What takes the parameters of a list; a Word document is dear, and gets a share of them.
LISTS = ("/cases/", "/cases.csv", "/cases.json", "/statistics/", "/statistics.csv", "/feed.atom")
FIXED = each("""
    / /cases/ /cases/advanced/ /mechanisms/ /sources/ /codebook/ /codebook.csv /help/ /data/
    /about/ /programmes/sqzl/ /programmes/sqzl/2014/ /programmes/sqzl/2014/第九届/ /report/abcd-efgh/
    /cases.xlsx /cases.bib /cases.ris /cases.csl.json /cases.jsonl /cases.gbt7714.txt
    /codings.csv /codings.csv?raw=1&bom=0 /codings.xlsx /codings.jsonl /codings.jsonl?year=2014
    /figures.csv /figures.csv?raw=1&bom=0 /figures.xlsx /figures.jsonl /figures.csv?figure=社会组织
    /terms/innovation-field/ /terms/innovation-field/wuye-huanjing/ /codings.csv?scheme=innovation-field
    /matrix.csv?scheme=innovation-field /codings.jsonl?scheme=mechanism /codings.xlsx?scheme=nothing
    /matrix.csv /matrix.csv?terms=with-narrower /matrix.csv?terms=all /statistics.csv?form=long
    /statistics.csv?form=long&rows=mechanism&terms=direct /statistics.csv?form=long&rows=region&regions=3
    /cases.csv.meta.json /cases/2014-sqzl-w01.json.meta.json /codebook.csv.meta.json /x.csv.meta.json
    /vocabulary.ttl /vocabulary.jsonld /vocabulary.ttl?x=1 /vocabulary.jsonld.meta.json
    /selection.xlsx /selection.bib /selection.ris /selection.csl.json /selection.gbt7714.txt
    /compare/ /selection/ /selection.csv /statistics/ /statistics.csv /report/
    /report/?case=2014-sqzl-w01&page=/cases/2014-sqzl-w01/ /report/?case=x&page=//[ /report/thanks/
    /suggest/ /feed.atom /sitemap.xml /robots.txt /healthz /favicon.ico /styleguide/
    /compilation.docx /cases.csv /cases.json /cases.csv?raw=1 /cases.csv?bom=0&raw=1
    /versions/ /versions.json /versions.atom /versions.bib /versions.ris /versions.csl.json /versions/1/
    /versions/1.json /versions/1.txt /versions/1.bib /versions/1.ris /versions/1.csl.json /lists/
    /cases.csv?version=1 /cases.json?version=1&year=2014 /codebook.csv?version=1 /cases.csv?version=1&q=社区
    /cases.csv?version=99 /cases.xlsx?version=1 /codings.csv?version=1 /figures.jsonl?version=1
    /matrix.csv?version=1 /vocabulary.ttl?version=1 /codings.xlsx?version=1
    /oai /oai/case.xsd /oai?verb=Identify /oai?verb=ListSets /oai?verb=ListMetadataFormats
    /oai?verb=ListRecords&metadataPrefix=oai_dc /oai?verb=ListRecords&metadataPrefix=casebook&set=year:2014
    /oai?verb=ListIdentifiers&metadataPrefix=oai_dc&from=2001-01-01&set=programme:sqzl
    /oai?verb=GetRecord&metadataPrefix=casebook&identifier=oai:casebook.invalid:2014-sqzl-w01
    /oai?verb=ListRecords&resumptionToken=x /oai?verb=ListRecords&metadataPrefix=marc21
    /openapi.json /cases.json?limit=2
    /cases.jsonl?limit=2&sort=place /codings.jsonl?limit=3&year=2014
    /cases.json?limit=0 /cases.json?limit=2&cursor=x /cases.csv?limit=2
""")
MISSING = each("""
    /nothing/ /cases /cases/2014-sqzl-w99/ /cases/2014-sqzl-w99.json /cases/2014-SQZL-W01/
    /cases/2014-sqzl-w01 /cases/2014sqzlw1/ /cases/W01%202014.json
    /places/999999/ /places/x/ /mechanisms/nothing/ /sources/nothing/
    /terms/nothing/ /terms/innovation-field/nothing/ /terms/mechanism/ /terms/mechanism/sanshe-liandong/
    /sources/nothing.txt /sitemap-nothing.xml /sitemap-cases.xml?p=99 /cases.xlsx /places/440301/
    /versions/99/ /versions/0/ /versions/x/ /lists/abcdefghjk/ /lists/abcdefghjk.json /lists/abcdefghjk.txt
    /lists/x/ /admin/ /admin/nothing/ /admin/login/ /static/nothing.css /%00 /cases/%E7%A4%BE/
""")
# What is wrong, odd or unknown in the query of a list.
QUERIES = [
    *(f"{facet}=nothing" for facet in FACETS),
    *(f"{facet}=none" for facet in FACETS),
    *each("""
    year=abc year=1948 year=1949 year=2101 year=２０１４ year=2014&year=2014&year=x
    page=0 page=x page=-1 page=007 page=99999999999 page=9999 page=２
    per_page=7 per_page=100 per_page= view=list view=table place_at=never place_at=then
    sort=best sort=relevance sort=place&sort=rank bom=2 raw=yes raw= bom=0 raw=1
    foo=1 utm_source=x from=timeline&isappinstalled=0 version=1
    mechanism_all=nothing mechanism_all=none mechanism_all=sanshe-liandong
    mechanism_all=sanshe-liandong&mechanism_all=shequ-xieshang&mechanism=none
    coding=nothing coding=none coding=innovation-field:none coding_all=x:y
    coding=innovation-field:wuye-huanjing&coding_all=innovation-field:canyu-chuangxin&year=2015
    place=440300 place=4403 place=44 place=440310&place_at=then place=441900-1 place=440307
    place=130000&place=440000&region=east year=2014&tier=winner&q=社区&sort=place&page=2
    q=%22%22%22 q=- q=||| q=标题: q=%00%01 q=%F0%9F%98%80 q=%20 q=a&q=b
    within=社区 q=居民&within=社区&year=2014 tier=winner&tier=x&year=y&sort=z
    """),
    "q=" + "社" * 300,
    "year=" + "9" * 90,
    "&".join(f"year={year}" for year in range(1950, 2001)),
    "&".join(f"year={1950 + place % 150}" for place in range(120)),
    "&".join(f"u{place}=1" for place in range(101)),
]
TABLES = each("""
    rows=nothing cols=nothing percent=half rows=year&cols=year cols=year cols=year&cols=tier
    rows=year&cols=tier&cols=level rows=year&cols=tier&cols=level&cols=setting rows=&cols=
    rows=year&q=社区 rows=place&place_at=then rows=mechanism&year=2014 rows=year&q=zzzz bom=0
    rows=mechanism&cols=year&percent=row rows=mechanism&cols=year&percent=column
    rows=mechanism&cols=year&percent=all rows=coding:innovation-field&cols=year rows=coding:nothing
    rows=year&cols=coding:innovation-field&coding=innovation-field:fuwu-chuangxin
""")
BOXES = ("all", "any", "phrase", "none", "title", "text", "applicant", "area")
TYPED = [
    *each("""
    s sh she sq sqzl 2014 2014-sqzl 20 shequ beij 北 zhzl sanshe SSLD 标题: - 红谷滩 紅谷灘 １ %00 民生大盆莱
    """),
    *("社区 北京", "社区 sanshe", "长" * 150, " "),
]
