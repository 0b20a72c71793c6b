"""Who people are to the storefront: customers sign in on a page, and credentials name their browser."""

from __future__ import annotations

from dataclasses import dataclass

from steps.drivers.shop_ports import AccountsPort
from steps.pages.visitor import Visitors


@dataclass(frozen=True)
class AccountPages:
    """People with browsers; the staff has the credentials of `others`, since its work is on no page."""

    visitors: Visitors
    others: AccountsPort

    def customer(self, customer_id: str, email: str) -> dict[str, str]:
        """A browser in which the customer signs in before the first page."""
        return self.visitors.welcome(_name_in(email), email).credentials

    def guest(self, email: str) -> dict[str, str]:
        """A browser without a session; its person types this mail address at the checkout."""
        visitor = self.visitors.welcome("guest")
        visitor.gives = email
        return visitor.credentials

    def staff(self) -> dict[str, str]:
        """The credentials of the staff for the APIs."""
        return self.others.staff()


def _name_in(email: str) -> str:
    """`another customer` of another-customer-0123456789ab@readers.example."""
    return email.partition("@")[0].rpartition("-")[0].replace("-", " ")
