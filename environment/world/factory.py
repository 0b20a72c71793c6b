"""Makes the world of a scenario: drivers, actors, the parts that it may stop, and the clock."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from typing import Any

from environment.audit.database_probe import DatabaseProbe
from environment.doubles.gateway.contract_account import contract_account
from environment.doubles.mail.inbox_client import token_header
from environment.evidence.recording.traces import traces_of
from environment.stack.service_settings import SERVICES
from environment.stack.target import Target
from environment.stack.unsupported import UnsupportedPart
from environment.topology import STRANGER, arrow, topology
from environment.world.crash_points import ProxyCrashInjector
from environment.world.fault_injection import ProxyFaultInjector
from environment.world.public_stored_data import PublicStoredData
from environment.world.recorded_calls import ProxyRecordedCalls
from environment.world.unrecorded_looks import UnrecordedLooks
from steps.drivers.api import Api, ScenarioCorrelation, keep_alive_session
from steps.drivers.cart import CartDriver
from steps.drivers.checkout import CheckoutDriver
from steps.drivers.contract import ContractDriver
from steps.drivers.gateway import GatewayDriver
from steps.drivers.inbox import InboxDriver
from steps.drivers.inventory import InventoryDriver
from steps.drivers.notifications import NotificationsDriver
from steps.drivers.orders import OrdersDriver, RefundsDriver
from steps.drivers.payments import PaymentsDriver
from steps.drivers.pricing import PricingDriver
from steps.drivers.sandbox import SandboxDriver
from steps.drivers.webhooks import WebhookDriver
from steps.vocabulary.capabilities import Capability
from steps.world.actors import Actors
from steps.world.catalog import Catalog
from steps.world.ports import StoredData
from steps.world.world import Shop, World


def not_audited() -> None:
    """Stands for the audit in a world outside of a run, where no audit tells when the shop is at rest."""
    raise RuntimeError("this world is not audited, so it cannot be told when the shop is at rest")


class WorldFactory:
    """One for a run: makes a world for each scenario, and keeps connections open from one to the next."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._life = ExitStack()
        self._contract_driver: ContractDriver | None = None
        self._session = keep_alive_session(target.authority)
        self._gateway_session = keep_alive_session(target.gateway_authority)
        looked_at = {
            f"{target.url('mail')}/": "mail",
            f"{target.url('gateway')}/": "gateway",
        }
        self.looks = UnrecordedLooks(looked_at, (self._session, self._gateway_session))
        self._keeps_data = Capability.RESET in target.unsupported
        self.crashes = ProxyCrashInjector(target)
        self.facts = DatabaseProbe(target.database_urls())

    def world(self, scenario: str, wait_until_idle: Callable[[], None] = not_audited) -> World:
        """A new world; `scenario` marks every request made in it (W3C Baggage).

        `wait_until_idle` returns when the bookstore has nothing left to do.
        """
        self.looks.begin()
        target, shop = self._target, self._shop(ScenarioCorrelation(scenario))
        actors = Actors(target.identity, target.untrusted_identity)
        return World(
            shop=shop,
            actors=actors,
            service_tokens=self._if_supported(Capability.SERVICE_TOKENS, lambda: target.service_tokens),
            untrusted_service_tokens=target.untrusted_service_tokens,
            services=target.services,
            faults=self._if_supported(Capability.FAULTS, lambda: ProxyFaultInjector(target.faults)),
            crashes=self.crashes,
            replicas=self.crashes.replicas,
            recorded_calls=ProxyRecordedCalls(target.faults),
            wait_until_idle=wait_until_idle,
            clock=target.clock,
            stored=self._stored_data(shop, actors),
            contract=self._contract,
            traces=self._traces,
            # Where the data of earlier scenarios stays, each has its own titles.
            catalog=Catalog(edition=scenario if self._keeps_data else ""),
        )

    def gateway_has_failed(self) -> bool:
        """Whether the payment service remembers failures of the gateway: some more open its circuit."""
        if Capability.SANDBOX in self._target.unsupported:
            return False  # no scenario can have made the gateway fail
        staff = Actors(self._target.identity, self._target.untrusted_identity).staff()
        payments = Api(self._target.url("payments"), self._session, ScenarioCorrelation())
        return PaymentsDriver(payments).gateway_failures(staff) > 0

    def reset_mail_and_gateway(self) -> None:
        """Empty the inbox and the gateway's ledger; where data is kept, only cancel the planned answers.

        Raises requests.RequestException.
        """
        unsupported = self._target.unsupported
        if Capability.SANDBOX not in unsupported and self._keeps_data:
            self._sandbox().recover_all()
        elif Capability.SANDBOX not in unsupported:
            self._sandbox().reset()
        if (
            not self._keeps_data
            and Capability.MAIL not in unsupported
            and "inbox" not in self._target.drivers
        ):
            url, token = f"{self._target.url('mail')}/inbox", self._target.secrets.mail_inbox_token
            self._session.delete(url, headers=token_header(token), timeout=5).raise_for_status()

    def _traces(self, names: Collection[str]) -> Mapping[str, frozenset[str]]:
        """The traces of this scenario: the record of calls is emptied between scenarios."""
        return traces_of(self._target.faults.exchanges(without=("postgres",)), names)

    def _contract(self) -> ContractDriver:
        """The account for checks of the gateway's contract, made when it is first needed."""
        if self._contract_driver is None:
            account = self._life.enter_context(contract_account(os.environ))
            self._contract_driver = ContractDriver(account)
        return self._contract_driver

    def close(self) -> None:
        """Close every kept connection."""
        self._life.close()
        self._session.close()
        self._gateway_session.close()
        self.facts.close()

    def _shop(self, correlation: ScenarioCorrelation) -> Shop:
        def api(service: str, caller: str = "") -> Api:
            caller = caller or ("customer" if service in topology().callees_of("customer") else "staff")
            return Api(self._target.url_for(caller, service), self._session, correlation)

        def sent_by(sender: str, service: str) -> Api:
            known = arrow(sender, service) in (*topology().points, *topology().uninvited)
            is_service = sender in topology().services  # a scenario with its token, of which more is expected
            return api(service, sender if known and not is_service else STRANGER)

        keys, own = self._target.secrets, self._target.drivers
        return Shop(
            cart=own.get("cart", CartDriver)(api("cart")),
            inventory=own.get("inventory", InventoryDriver)(api("inventory")),
            pricing=own.get("pricing", PricingDriver)(api("pricing")),
            checkout=own.get("checkout", CheckoutDriver)(api("checkout")),
            orders=own.get("orders", OrdersDriver)(api("orders")),
            notifications=own.get("notifications", NotificationsDriver)(api("notifications")),
            gateway=self._gateway(own.get("gateway", GatewayDriver)),
            payments=own.get("payments", PaymentsDriver)(api("payments")),
            refunds=own.get("refunds", RefundsDriver)(api("orders", "staff")),
            webhooks=self._if_supported(
                Capability.WEBHOOKS,
                lambda: WebhookDriver(
                    sent_by("gateway", "payments"), sent_by(STRANGER, "payments"), keys.webhook_secret
                ),
            ),
            sandbox=self._if_supported(Capability.SANDBOX, self._sandbox),
            inbox=self._if_supported(
                Capability.MAIL,
                lambda: self._inbox(own.get("inbox")),
            ),
            correlation=correlation,
            sent_by=sent_by,
            direct_apis={
                service: Api(self._target.url(service), self._session, correlation) for service in SERVICES
            },
        )

    def _gateway(self, driver: Callable[..., GatewayDriver]) -> GatewayDriver:
        keys = self._target.secrets
        made = driver(
            self._target.url_for("customer", "gateway"),
            self._target.url("gateway"),
            keys.gateway_publishable_key,
            keys.gateway_secret_key,
            self._gateway_session,
        )
        return made.from_now_on(self._target.clock.now()) if self._keeps_data else made

    def _inbox(self, driver: Callable[..., InboxDriver] | None) -> InboxDriver:
        url = self._target.url("mail")
        if driver is not None:
            return driver(url, self._session)
        return InboxDriver(url, self._session, self._target.secrets.mail_inbox_token)

    def _stored_data(self, shop: Shop, actors: Actors) -> StoredData:
        reason = self._target.unsupported.get(Capability.DATABASES)
        return self.facts if reason is None else PublicStoredData(shop, actors, reason)

    def _sandbox(self) -> SandboxDriver:
        token = self._target.secrets.gateway_control_token
        return SandboxDriver(self._target.url("gateway"), token, self._gateway_session)

    def _if_supported(self, capability: Capability, made: Callable[[], Any]) -> Any:
        """The part of the target, or a stand-in that raises UnsupportedCapability."""
        reason = self._target.unsupported.get(capability)
        return made() if reason is None else UnsupportedPart(capability, reason)
