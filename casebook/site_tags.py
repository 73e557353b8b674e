"""What the base template's head says about the site itself (《政府网站发展指引》 meta tags)."""

from django.conf import settings
from django.http import HttpRequest


def site_tags(request: HttpRequest) -> dict[str, str]:
    """`site_name` always; `site_domain` and `site_id_code` are empty unless the installation sets them."""
    return {
        "site_name": settings.SITE_NAME,
        "site_domain": settings.SITE_DOMAIN,
        "site_id_code": settings.SITE_ID_CODE,
    }
