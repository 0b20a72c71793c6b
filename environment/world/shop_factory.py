"""Makes the shop of a scenario: its ports by our drivers, by those of a team, or by an adapter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

from environment.browser.run_browser import RunBrowser
from environment.stack.offer import NO_BROWSER
from environment.stack.service_settings import SERVICES
from environment.stack.target import Target
from environment.stack.unsupported import UnsupportedPart
from environment.topology import STRANGER, arrow, topology
from environment.world.adapter_failure import named
from environment.world.driven_ports import driven_ports
from environment.world.offered_ports import OfferedPort
from steps.drivers.adapter import AdapterContext, ShopAdapter
from steps.drivers.api import Api, ScenarioCorrelation
from steps.drivers.cart import CartDriver
from steps.drivers.checkout import CheckoutDriver
from steps.drivers.gateway import GatewayDriver
from steps.drivers.inbox import InboxDriver
from steps.drivers.inventory import InventoryDriver
from steps.drivers.notifications import NotificationsDriver
from steps.drivers.orders import OrdersDriver, RefundsDriver
from steps.drivers.payments import PaymentsDriver
from steps.drivers.pricing import PricingDriver
from steps.drivers.sandbox import SandboxDriver
from steps.drivers.shipments import ShipmentsDriver
from steps.drivers.shop_ports import AccountsPort
from steps.drivers.transfers import TransfersDriver
from steps.drivers.webhooks import WebhookDriver
from steps.vocabulary.capabilities import Capability
from steps.world.token_accounts import TokenAccounts
from steps.world.world import Shop

_DRIVERS: dict[str, tuple[type, str, str]] = {
    "cart": (CartDriver, "cart", ""),
    "inventory": (InventoryDriver, "inventory", ""),
    "pricing": (PricingDriver, "pricing", ""),
    "checkout": (CheckoutDriver, "checkout", ""),
    "orders": (OrdersDriver, "orders", ""),
    "notifications": (NotificationsDriver, "notifications", ""),
    "payments": (PaymentsDriver, "payments", ""),
    "transfers": (TransfersDriver, "payments", ""),
    "refunds": (RefundsDriver, "orders", "staff"),
    "shipments": (ShipmentsDriver, "orders", "staff"),
}
"""By port, our driver, the service that it asks, and the person who asks; "" for the usual one."""


@dataclass(frozen=True)
class ShopFactory:
    """One for a run: its sessions keep connections open from one scenario to the next."""

    target: Target
    session: requests.Session
    gateway_session: requests.Session
    keeps_data: bool
    browser: RunBrowser | None = None
    """The browser in which customers use pages; None where they use the APIs."""
    _memory: dict[str, Any] = field(default_factory=dict)
    """What the adapter keeps from one scenario to the next."""

    def pages(self, correlation: ScenarioCorrelation) -> Any:
        """The pages of a scenario, or a stand-in where no browser runs."""
        if self.browser is None:
            return UnsupportedPart(Capability.BROWSER, NO_BROWSER)
        from steps.pages.shop_pages import ShopPages  # noqa: PLC0415 - it needs Playwright

        return ShopPages(self.browser.for_scenario(correlation))

    def shop(self, correlation: ScenarioCorrelation, pages: Any) -> tuple[Shop, AccountsPort | None]:
        """The shop of a scenario, and who people are to it; None where our own tokens say it."""
        ports, accounts = self._ports(correlation)
        gateway = self._gateway()
        if self.browser is not None:
            ports |= {"cart": pages.cart(), "checkout": pages.checkout(), "orders": pages.orders()}
            accounts, gateway = pages.accounts(TokenAccounts(self.target.identity)), pages.gateway(gateway)

        def sent_by(sender: str, service: str) -> Api:
            known = arrow(sender, service) in (*topology().points, *topology().uninvited)
            is_service = sender in topology().services  # a scenario with its token, of which more is expected
            return self._api(correlation, service, sender if known and not is_service else STRANGER)

        keys = self.target.secrets
        shop = Shop(
            **ports,
            gateway=gateway,
            webhooks=self._if_supported(
                Capability.WEBHOOKS,
                lambda: WebhookDriver(
                    sent_by("gateway", "payments"), sent_by(STRANGER, "payments"), keys.webhook_secret
                ),
            ),
            sandbox=self._if_supported(Capability.SANDBOX, self._sandbox_from_now_on),
            correlation=correlation,
            answers_within=self.target.start_seconds,
            has_own_words=self.target.adapter is not None,
            sent_by=sent_by,
            direct_apis={
                service: Api(self.target.url(service), self.session, correlation) for service in SERVICES
            },
        )
        return shop, accounts

    def prepare(self) -> None:
        """Let the adapter prepare an empty shop. Raises AdapterFailed."""
        if self.target.adapter is not None:
            adapter = self._adapter(self.target.adapter, ScenarioCorrelation("preparation"))
            with named("prepare", type(adapter)):
                adapter.prepare()

    def forget(self) -> None:
        """Drop what the adapter keeps: the shop was emptied."""
        self._memory.clear()

    def put_back(self) -> None:
        """Let the adapter undo what a scenario has set for everybody. Raises AdapterFailed."""
        if self.target.adapter is not None:
            adapter: Any = self._adapter(self.target.adapter, ScenarioCorrelation("preparation"))
            with named("pricing.put_back", type(adapter)):
                adapter.pricing.put_back(adapter.accounts.staff())

    def sandbox(self) -> SandboxDriver:
        """What the gateway's sandbox is told."""
        token = self.target.secrets.gateway_control_token
        return SandboxDriver(self.target.url("gateway"), token, self.gateway_session)

    def _sandbox_from_now_on(self) -> SandboxDriver:
        made = self.sandbox()
        return made.from_now_on() if self.keeps_data else made

    def _ports(self, correlation: ScenarioCorrelation) -> tuple[dict[str, Any], AccountsPort | None]:
        if self.target.adapter is not None:
            adapter = self._adapter(self.target.adapter, correlation)
            reasons = self.target.offer.not_offered
            ports: dict[str, Any] = {
                name: OfferedPort(name, adapter, reasons) for name in (*_DRIVERS, "inbox")
            }
            accounts: Any = OfferedPort("accounts", adapter, reasons)
            return ports, accounts
        own = self.target.drivers
        made = {
            name: own.get(name, driver)(self._api(correlation, service, caller))
            for name, (driver, service, caller) in _DRIVERS.items()
        }
        made |= driven_ports(
            self.target, lambda caller, callee: self._api(correlation, callee, caller), correlation
        )
        return {**made, "inbox": self._if_supported(Capability.MAIL, self._inbox)}, None

    def _adapter(self, made_by: Callable[..., ShopAdapter], correlation: ScenarioCorrelation) -> ShopAdapter:
        inbox = self._our_inbox() if Capability.MAIL not in self.target.unsupported else None
        return made_by(
            AdapterContext(
                lambda caller, callee: self._api(correlation, callee, caller),
                self.session,
                correlation,
                inbox,
                self._memory,
            )
        )

    def _api(self, correlation: ScenarioCorrelation, service: str, caller: str = "") -> Api:
        caller = caller or ("customer" if service in topology().callees_of("customer") else "staff")
        return Api(self.target.url_for(caller, service), self.session, correlation)

    def _gateway(self) -> GatewayDriver:
        keys = self.target.secrets
        made: GatewayDriver = self.target.drivers.get("gateway", GatewayDriver)(
            self.target.url_for("customer", "gateway"),
            self.target.url("gateway"),
            keys.gateway_publishable_key,
            keys.gateway_secret_key,
            self.gateway_session,
        )
        return made.from_now_on(self.target.clock.now()) if self.keeps_data else made

    def _inbox(self) -> InboxDriver:
        if driver := self.target.drivers.get("inbox"):
            made: InboxDriver = driver(self.target.url("mail"), self.session)
            return made
        return self._our_inbox()

    def _our_inbox(self) -> InboxDriver:
        return InboxDriver(self.target.url("mail"), self.session, self.target.secrets.mail_inbox_token)

    def _if_supported(self, capability: Capability, made: Callable[[], Any]) -> Any:
        """The part of the target, or a stand-in that raises UnsupportedCapability."""
        reason = self.target.unsupported.get(capability)
        return made() if reason is None else UnsupportedPart(capability, reason)
