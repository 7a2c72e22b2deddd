"""How people, agencies and mail domains are recognized without being readable: keyed digests."""

import re

from core.codes import keyed_digest

# Addresses there say nothing about who employs somebody.
OPEN_TO_ALL = frozenset(
    {
        "aol.com", "fastmail.com", "gmail.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com", "icloud.com",
        "live.com", "mail.com", "mac.com", "me.com", "msn.com", "outlook.com", "pm.me", "proton.me", "protonmail.com",
        "web.de", "yahoo.com", "yandex.com", "ymail.com",
    }
)  # fmt: skip


def normal_address(email: str) -> str:
    """Return an address as it is compared and kept: without case."""
    return email.strip().lower()


def address_digest(email: str) -> str:
    """Return what an address is recognized by."""
    return keyed_digest("presenter-address", normal_address(email))


def agency_digest(name: str) -> str:
    """Return what an agency's name is recognized by, whatever its case and punctuation; nothing for no name."""
    words = re.findall(r"\w+", name.casefold())
    return keyed_digest("presenter-agency", " ".join(words)) if words else ""


def domain_digest(email: str) -> str:
    """Return what an address's domain is recognized by; nothing for domains that are open to everybody."""
    domain = normal_address(email).rpartition("@")[2]
    return "" if not domain or domain in OPEN_TO_ALL else keyed_digest("presenter-domain", domain)
