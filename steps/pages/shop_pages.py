"""The pages of one scenario, put together: its people, and the ports of the shop that they implement."""

from __future__ import annotations

from dataclasses import dataclass, field

from steps.drivers.gateway import GatewayDriver
from steps.drivers.shop_ports import AccountsPort
from steps.pages.browsing import Browsing
from steps.pages.payment_visit import PaymentVisits
from steps.pages.ports.accounts import AccountPages
from steps.pages.ports.cart import CartPages
from steps.pages.ports.checkout import CheckoutPages
from steps.pages.ports.gateway import GatewayPages
from steps.pages.ports.orders import OrderPages
from steps.pages.visitor import Visitors


@dataclass
class ShopPages:
    """What the people of a scenario have opened."""

    browsing: Browsing
    visitors: Visitors = field(init=False)
    payments: PaymentVisits = field(default_factory=PaymentVisits)

    def __post_init__(self) -> None:
        self.visitors = Visitors(self.browsing)

    def accounts(self, others: AccountsPort) -> AccountPages:
        """Who people are; `others` has the staff."""
        return AccountPages(self.visitors, others)

    def cart(self) -> CartPages:
        """Carts."""
        return CartPages(self.browsing, self.visitors, self.payments)

    def checkout(self) -> CheckoutPages:
        """Checkouts."""
        return CheckoutPages(self.browsing, self.visitors, self.payments)

    def orders(self) -> OrderPages:
        """Orders."""
        return OrderPages(self.browsing, self.visitors)

    def gateway(self, driver: GatewayDriver) -> GatewayPages:
        """The gateway, by its driver but for what the customer does."""
        return GatewayPages(**vars(driver))
