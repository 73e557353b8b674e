"""One address of every kind of page, of the real library."""

import pytest
from django.conf import settings

SAME_ON_EVERY_DATABASE = pytest.mark.skipif(
    "postgresql" in settings.DATABASES["default"]["ENGINE"],
    reason="the answers are the same as on SQLite, where this is tried",
)

FROM_THE_LIST = "id=2014-sqzl-w01&id=2014-sqzl-w02&id=2015-sqzl-n03&id=2021-jczl-t01"
PAGES = {
    "home": "/",
    "list": "/cases/",
    "results": "/cases/?q=社区协商&tier=winner&tier=nominee",
    "no hits": "/cases/?q=社区协商 量子力学",
    "list as a table": "/cases/?view=table&per_page=50",
    "advanced search": "/cases/advanced/",
    "case": "/cases/2014-sqzl-w01/",
    "long case": "/cases/0000-sqzl-w01/",
    "changes of a case": "/cases/2014-sqzl-w01/history/",
    "place": "/places/320000/",
    "former place": "/places/340702/",
    "mechanisms": "/mechanisms/",
    "mechanism": "/mechanisms/sanshe-liandong/",
    "programme": "/programmes/sqzl/",
    "edition": "/programmes/sqzl/2014/",
    "sources": "/sources/",
    "source": "/sources/mca-2014-notice/",
    "codebook": "/codebook/",
    "comparison": f"/compare/?{FROM_THE_LIST}",
    "selection": f"/selection/?{FROM_THE_LIST}&id=2014-syq-p01",
    "empty selection": "/selection/",
    "statistics": "/statistics/",
    "wide statistics": "/statistics/?rows=mechanism&cols=year&cols=tier",
    "help": "/help/",
    "about": "/about/",
    "data": "/data/",
    "versions": "/versions/",
    "version": "/versions/1/",
    "frozen lists": "/lists/",
    "unknown receipt": "/report/aaaa-bbbb-cccc-dddd/",
    "report": "/report/?case=2014-sqzl-w01",
    "refused address": "/cases/?tier=gold",
    "missing page": "/cases/2014-sqzl-w99/",
}
