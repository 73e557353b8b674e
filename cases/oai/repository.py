"""What the protocol says of the site: how it is called, where it stands, whom to write to."""

import re
from dataclasses import dataclass

from django.conf import settings

# As the guidelines for oai-identifier have it: parts that begin with a letter, two at least.
DOMAIN = re.compile(r"[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)+")
E_MAIL = re.compile(r"[^\s@:,;，；：（）()]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# Names of RFC 2606, which nobody can have: they say openly that the site has none.
NO_DOMAIN, NO_ADDRESS = "casebook.invalid", "not-set@casebook.invalid"


@dataclass(frozen=True, slots=True)
class Repository:
    """`origin` is scheme, host and path of the site without a slash at the end, `base` where `/oai` stands.

    `host` is that by which the request came, with its port.
    """

    origin: str
    base: str
    schema: str
    host: str

    @property
    def namespace(self) -> str:
        """The domain in identifiers: the one that the settings name, else that of the request.

        IP addresses and names without a point are no domains.
        """
        host = self.host.partition(":")[0].lower()
        is_domain = "." in host and not re.fullmatch(r"[0-9.]+", host) and "[" not in self.host
        return settings.SITE_DOMAIN.lower() or (host if is_domain else NO_DOMAIN)

    def identifier(self, accession: str) -> str:
        return f"oai:{self.namespace}:{accession}"

    def accession(self, identifier: str) -> str:
        """The number in an identifier of this site; empty where it is of another."""
        start = f"oai:{self.namespace}:"
        return identifier.removeprefix(start) if identifier.startswith(start) else ""

    @property
    def follows_guidelines(self) -> bool:
        """Whether identifiers have the form of the guidelines, where no part begins with a digit."""
        return DOMAIN.fullmatch(self.namespace) is not None


def admin_email() -> str:
    """Who answers for the site, by the settings; an address that cannot exist where they name none."""
    in_contact = E_MAIL.search(settings.SITE_CONTACT)
    return settings.ADMIN_EMAIL or (in_contact[0] if in_contact else NO_ADDRESS)
