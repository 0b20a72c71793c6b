"""Hands a scenario its world: the drivers, the people, what it may stop, and the clock."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from typing import Any

from environment.attach.public_facts import PublicFacts
from environment.attach.unsupported import Absent
from environment.audit.database_probe import Facts
from environment.doubles.gateway.contract_account import contract_account
from environment.doubles.mail.inbox_client import token_header
from environment.evidence.recording.traces import traces_of
from environment.stack.edges import CALLERS_FROM_OUTSIDE
from environment.stack.service_settings import SERVICES
from environment.stack.target import Target
from environment.world.crash_points import Killing
from environment.world.fault_injection import Harm
from environment.world.recorded_calls import NotedCalls
from steps.drivers.api import Api, Correlation, keep_alive_session
from steps.drivers.cart import CartDriver
from steps.drivers.checkout import CheckoutDriver
from steps.drivers.contract import ContractDriver
from steps.drivers.gateway import GatewayDriver
from steps.drivers.inbox import InboxDriver
from steps.drivers.inventory import InventoryDriver
from steps.drivers.notifications import NotificationsDriver
from steps.drivers.orders import OrdersDriver, RefundDesk
from steps.drivers.payments import PaymentsDriver
from steps.drivers.pricing import PricingDriver
from steps.drivers.sandbox import SandboxDriver
from steps.drivers.webhooks import WebhookDriver
from steps.vocabulary.capabilities import Capability
from steps.world.actors import People
from steps.world.catalog import Catalog
from steps.world.world import Facts as StoredFacts
from steps.world.world import Shop, World


def nobody_audits() -> None:
    """A world outside of a run has nobody who could tell whether it is at rest."""
    raise RuntimeError("this world is not audited: nobody knows when it is at rest")


class Worlds:
    """One world a scenario, all on the same target. Connections are kept from one scenario to the next."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._life = ExitStack()
        self._merchant: ContractDriver | None = None
        self._session = keep_alive_session(target.authority)
        # For the gateway: trusts its test authority and nobody else.
        self._trusting = keep_alive_session(target.gateway_authority)
        self._shared = Capability.EMPTYING in target.lacks
        self.killing = Killing(target)
        self.facts = Facts(target.database_urls())

    def world(self, scenario: str, rest: Callable[[], None] = nobody_audits) -> World:
        """A new world; `scenario` marks every request made in it (W3C Baggage).

        `rest` returns when the bookstore has nothing left to do.
        """
        target, shop = self._target, self._shop(Correlation(scenario))
        people = People(target.identity, target.untrusted_identity)
        return World(
            shop=shop,
            people=people,
            service_tokens=self._or_absent(Capability.PASSES, lambda: target.service_tokens),
            untrusted_service_tokens=target.untrusted_service_tokens,
            services=target.services,
            faults=self._or_absent(Capability.FAULTS, lambda: Harm(target.faults)),
            kills=self.killing,
            twins=self.killing.twins,
            calls=NotedCalls(target.faults),
            rest=rest,
            clock=target.clock,
            facts=self._facts(shop, people),
            contract=self._contract,
            traces=self._traces,
            # Where the data of earlier scenarios stays, each has its own titles.
            catalog=Catalog(edition=scenario if self._shared else ""),
        )

    def gateway_is_left_alone(self) -> bool:
        """Whether payments has seen the gateway fail so often that it does not ask any more."""
        if Capability.SANDBOX in self._target.lacks:
            return False  # nobody can have made it fail
        staff = People(self._target.identity, self._target.untrusted_identity).staff()
        payments = Api(self._target.url("payments"), self._session, Correlation())
        return PaymentsDriver(payments).circuit(staff) != "closed"

    def forget_mail_and_payments(self) -> None:
        """Empty the mail server and the gateway's ledger, or only end what the scenario planned there.

        Raises requests.RequestException.
        """
        lacks = self._target.lacks
        if Capability.SANDBOX not in lacks and self._shared:
            self._sandbox().recover_all()
        elif Capability.SANDBOX not in lacks:
            self._sandbox().reset()
        if not self._shared and Capability.MAIL not in lacks and "inbox" not in self._target.drivers:
            url, token = f"{self._target.url('mail')}/inbox", self._target.secrets.mail_inbox_token
            self._session.delete(url, headers=token_header(token), timeout=5).raise_for_status()

    def _traces(self, names: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Of this scenario: the records of the one before are forgotten."""
        return traces_of(self._target.faults.exchanges(without=("postgres",)), names)

    def _contract(self) -> ContractDriver:
        """The account the gateway's contract is checked with, made when it is first needed."""
        if self._merchant is None:
            account = self._life.enter_context(contract_account(os.environ))
            self._merchant = ContractDriver(account)
        return self._merchant

    def close(self) -> None:
        """Close every kept connection."""
        self._life.close()
        self._session.close()
        self._trusting.close()
        self.facts.close()

    def _shop(self, correlation: Correlation) -> Shop:
        def api(service: str, caller: str = "") -> Api:
            caller = caller or ("customer" if service in CALLERS_FROM_OUTSIDE["customer"] else "staff")
            return Api(self._target.url_for(caller, service), self._session, correlation)

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
            refunds=own.get("refunds", RefundDesk)(api("orders", "staff")),
            webhooks=self._or_absent(
                Capability.WEBHOOKS,
                lambda: WebhookDriver(
                    f"{self._target.url('payments')}/webhooks/stripe", keys.webhook_secret, self._session
                ),
            ),
            sandbox=self._or_absent(Capability.SANDBOX, self._sandbox),
            inbox=self._or_absent(
                Capability.MAIL,
                lambda: self._inbox(own.get("inbox")),
            ),
            correlation=correlation,
            doors={service: api(service) for service in SERVICES},
        )

    def _gateway(self, driver: Callable[..., GatewayDriver]) -> GatewayDriver:
        keys = self._target.secrets
        made = driver(
            self._target.url_for("customer", "gateway"),
            self._target.url("gateway"),
            keys.gateway_publishable_key,
            keys.gateway_secret_key,
            self._trusting,
        )
        return made.from_now_on(self._target.clock.now()) if self._shared else made

    def _inbox(self, driver: Callable[..., InboxDriver] | None) -> InboxDriver:
        url = self._target.url("mail")
        if driver is not None:
            return driver(url, self._session)
        return InboxDriver(url, self._session, self._target.secrets.mail_inbox_token)

    def _facts(self, shop: Shop, people: People) -> StoredFacts:
        reason = self._target.lacks.get(Capability.DATABASES)
        return self.facts if reason is None else PublicFacts(shop, people, reason)

    def _sandbox(self) -> SandboxDriver:
        token = self._target.secrets.gateway_control_token
        return SandboxDriver(self._target.url("gateway"), token, self._trusting)

    def _or_absent(self, capability: Capability, made: Callable[[], Any]) -> Any:
        """What the target can do; a stand-in that says why not where it cannot."""
        reason = self._target.lacks.get(capability)
        return made() if reason is None else Absent(capability, reason)
