"""The storefront of a stack, and the identity provider at which its customers sign in.

They are optional: the features speak to the services themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe

from environment.doubles.identity_provider import IdentityProvider
from environment.runtime.processes.program import Program
from environment.topology import topology_with_storefront

STOREFRONT, IDENTITY = "storefront", "identity"
PROGRAMS = (
    Program(STOREFRONT, "bookstore.storefront.app:run"),
    Program(IDENTITY, "environment.doubles.identity.app:run"),
)


_SELLER = {
    "SELLER_NAME": "The Bookstore, Inc.",
    "SELLER_ADDRESS": "1 Bookshop Street; Portland, OR 97201; United States",
    "SELLER_TAX_NUMBER": "12-3456789",
}
"""The company of the doubles, as its invoices name it."""


@dataclass(frozen=True)
class StorefrontEnvirons:
    """What the settings of both programs follow from; `url(caller, callee)` is the address on an arrow."""

    url: Callable[[str, str], str]
    identity: IdentityProvider
    publishable_key: str
    clock_file: Path
    session_key: str = field(default_factory=lambda: token_urlsafe(32))

    @property
    def address(self) -> str:
        """Where browsers find the storefront."""
        return self.url("customer", STOREFRONT)

    @property
    def gateway_pages(self) -> str:
        """Where browsers find the card fields and the bank's page."""
        return self.url("customer", "gateway")

    def environs(self) -> dict[str, dict[str, str]]:
        """The environment variables of each program, and those that others need because of them."""
        pages = {"GATEWAY_PAGES_URL": self.gateway_pages}
        return {
            STOREFRONT: self._of_storefront() | pages,
            IDENTITY: {
                "CLOCK_FILE": str(self.clock_file),
                "IDENTITY_PRIVATE_KEY": self.identity.private_key().decode(),
                "IDENTITY_REDIRECT_URI": f"{self.address}/sign-in/return",
            },
            "payments": {"STOREFRONT_URL": self.address},
            "notifications": {"STOREFRONT_URL": self.address},
            "gateway": pages,
        }

    def _of_storefront(self) -> dict[str, str]:
        callees = topology_with_storefront().callees_of(STOREFRONT)
        return {
            **{f"{callee.upper()}_URL": self.url(STOREFRONT, callee) for callee in callees},
            **_SELLER,
            "STOREFRONT_URL": self.address,
            "SESSION_KEY": self.session_key,
            "STRIPE_PUBLISHABLE_KEY": self.publishable_key,
            "IDENTITY_PAGES_URL": self.url("customer", IDENTITY),
            "IDENTITY_PUBLIC_KEY": self.identity.public_key,
            "CLOCK_FILE": str(self.clock_file),
        }
