"""How the library as a whole, a public version and a frozen list are cited: as a data set.

GB/T 7714—2025 has [DS/OL] for data sets on the web (decision 0075), with the version before the date.
"""

from datetime import date

from django.conf import settings
from django.utils import timezone

from cases.citations.reference import Reference


def dataset_reference(key: str, url: str, issued: date, version: int, of_list: str = "") -> Reference:
    """What to cite of a version, dated by its day; of a list of it, which `of_list` says in Chinese.

    `url` is the absolute address. Who runs the site answers for it, where the settings say who that is.
    """
    return Reference(
        key,
        "dataset",
        f"{settings.SITE_NAME}：{of_list}" if of_list else settings.SITE_NAME,
        url,
        timezone.localdate(),
        (settings.SITE_OPERATOR,) if settings.SITE_OPERATOR else (),
        issued=issued,
        version=f"第 {version} 版",
    )


def gbt7714(reference: Reference) -> str:
    """`主要责任者. 题名[DS/OL]. 版本. (更新日期)[引用日期]. 网址.` on one line."""
    parts = [*reference.authors, f"{reference.title}[DS/OL]", reference.version]
    dates = f"({reference.issued})[{reference.accessed}]"
    return ". ".join([*parts, dates, reference.url]) + "."
