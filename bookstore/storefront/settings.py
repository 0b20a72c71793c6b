"""The settings of the storefront: its address, its key, the seller, and where it sends browsers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bookstore.platform.settings import SettingsError, required

_SHORTEST_KEY = 32
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+")


@dataclass(frozen=True)
class Seller:
    """Who sells, as invoices name it. `address` has its lines."""

    name: str
    address: tuple[str, ...]
    tax_number: str

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Self:
        """Read the environment variables; an invoice without one of them would be none."""
        address = required(environ, "SELLER_ADDRESS", "the seller's address, with a semicolon between lines")
        return cls(
            name=required(environ, "SELLER_NAME", "the company that sells, as invoices name it"),
            address=tuple(line.strip() for line in address.split(";") if line.strip()),
            tax_number=required(environ, "SELLER_TAX_NUMBER", "the seller's number at the tax office"),
        )


@dataclass(frozen=True)
class StorefrontSettings:
    """`url` is where browsers find the storefront; `gateway` and `identity` are where they find those two."""

    url: str
    session_key: str
    gateway: str
    publishable_key: str
    identity: str
    seller: Seller

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Self:
        """Read the environment variables; raises SettingsError for the first unusable one."""
        key = required(environ, "SESSION_KEY", "the secret that signs the cookies")
        if len(key) < _SHORTEST_KEY:
            raise SettingsError(
                f"the environment variable SESSION_KEY is too short: it holds {_SHORTEST_KEY} characters or "
                "more, and anyone who guesses it can write sessions"
            )
        return cls(
            url=_origin(environ, "STOREFRONT_URL", "the address at which browsers find the storefront"),
            session_key=key,
            gateway=_origin(environ, "GATEWAY_PAGES_URL", "where the gateway serves its card fields"),
            publishable_key=required(environ, "STRIPE_PUBLISHABLE_KEY", "the key that browsers may have"),
            identity=_origin(environ, "IDENTITY_PAGES_URL", "where customers sign in"),
            seller=Seller.of(environ),
        )

    @property
    def encrypted(self) -> bool:
        """Whether browsers reach the storefront by TLS: then its cookies never travel without it."""
        return self.url.startswith("https://")


def _origin(environ: Mapping[str, str], name: str, meaning: str) -> str:
    """An address without a path: it becomes a part of the content security policy."""
    text = required(environ, name, meaning).rstrip("/")
    if not _ORIGIN.fullmatch(text):
        raise SettingsError(
            f"the environment variable {name} is {text!r}: it holds {meaning}, as in https://shop.example"
        )
    return text
