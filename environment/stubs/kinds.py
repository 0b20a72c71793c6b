"""The stubs that there are, by service. In the place of any other service nothing is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from environment.stubs.gateway_account import GatewayAccount
from environment.stubs.inventory import InventoryStub
from environment.stubs.notifications import NotificationsStub
from environment.stubs.orders import OrdersStub
from environment.stubs.payments import PaymentsStub
from environment.stubs.pricing import PricingStub
from environment.stubs.stub import Stub

STUBS: Mapping[str, type[Stub]] = {
    kind.service: kind for kind in (InventoryStub, NotificationsStub, OrdersStub, PaymentsStub, PricingStub)
}


def stub_of(service: str, now: Callable[[], datetime], environ: Mapping[str, str]) -> Stub:
    """The stub of a service, for one process."""
    if service == PaymentsStub.service:
        return PaymentsStub(now, GatewayAccount.read(environ), environ["GIFT_CARD_SECRET"])
    return STUBS.get(service, _nothing_of(service))(now)


def _nothing_of(service: str) -> type[Stub]:
    """A stub without operations, for a service that is not there at a level."""
    return type(f"Absent_{service}", (Stub,), {"service": service})
