"""What every page says about the site itself: the meta tags of 《政府网站发展指引》 and who runs it."""

from django.conf import settings
from django.http import HttpRequest

LONGEST_ADDRESS = 1000  # characters; of a longer one only the path is repeated in the page


def address_of(request: HttpRequest) -> str:
    """Where the reader is, for the link by which errors are reported."""
    address = request.get_full_path()
    return address if len(address) <= LONGEST_ADDRESS else request.path


def site_tags(request: HttpRequest) -> dict[str, str]:
    """`site_name` and `address` always; all else is empty unless the installation sets it."""
    return {
        "address": address_of(request),
        "site_name": settings.SITE_NAME,
        "site_domain": settings.SITE_DOMAIN,
        "site_id_code": settings.SITE_ID_CODE,
        "site_operator": settings.SITE_OPERATOR,
        "site_contact": settings.SITE_CONTACT,
        "site_icp": settings.SITE_ICP,
        "site_police": settings.SITE_POLICE,
    }
