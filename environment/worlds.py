"""Hands a scenario its world: the drivers, the people, what it may stop, and the clock."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack

from environment.arrows import CALLERS_FROM_OUTSIDE
from environment.audit.facts import Facts
from environment.gateway.accounts import contract_account
from environment.harm import Harm
from environment.killing import Killing
from environment.noted_calls import NotedCalls
from environment.recording.traces import traces_of
from environment.services import SERVICES
from environment.stack import Stack
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
from steps.drivers.people import People
from steps.drivers.pricing import PricingDriver
from steps.drivers.sandbox import SandboxDriver
from steps.drivers.webhooks import WebhookDriver
from steps.drivers.world import Shop, World


def nobody_audits() -> None:
    """A world outside of a run has nobody who could tell whether it is at rest."""
    raise RuntimeError("this world is not audited: nobody knows when it is at rest")


class Worlds:
    """One world a scenario, all on the same stack. Connections are kept from one scenario to the next."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._life = ExitStack()
        self._merchant: ContractDriver | None = None
        self._session = keep_alive_session()
        self._trusting = keep_alive_session()  # for the gateway: trusts its test authority and nobody else
        self._trusting.verify = str(stack.gateway_authority)
        self.killing = Killing(stack)
        self.facts = Facts({service: database.url for service, database in stack.databases.items()})

    def world(self, scenario: str, rest: Callable[[], None] = nobody_audits) -> World:
        """A new world; `scenario` marks every request made in it (W3C Baggage).

        `rest` returns when the bookstore has nothing left to do.
        """
        return World(
            shop=self._shop(Correlation(scenario)),
            people=People(self._stack.identity, self._stack.forger),
            passes=self._stack.passes,
            forged_passes=self._stack.forged_passes,
            services=self._stack.services,
            faults=Harm(self._stack.faults),
            kills=self.killing,
            twins=self.killing.twins,
            calls=NotedCalls(self._stack.faults),
            rest=rest,
            clock=self._stack.clock,
            facts=self.facts,
            contract=self._contract,
            traces=self._traces,
        )

    def gateway_is_left_alone(self) -> bool:
        """Whether payments has seen the gateway fail so often that it does not ask any more."""
        staff = People(self._stack.identity, self._stack.forger).staff()
        payments = Api(self._stack.url("payments"), self._session, Correlation())
        return PaymentsDriver(payments).circuit(staff) != "closed"

    def forget_mail_and_payments(self) -> None:
        """Empty the mail server and the gateway's ledger. Raises requests.RequestException."""
        self._session.delete(f"{self._stack.url('mail')}/inbox", timeout=5).raise_for_status()
        control = {"Authorization": f"Bearer {self._stack.secrets.gateway_control_token}"}
        url = f"{self._stack.url('gateway')}/_sandbox/reset"
        self._trusting.post(url, headers=control, json={}, timeout=5).raise_for_status()

    def _traces(self, names: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Of this scenario: the records of the one before are forgotten."""
        return traces_of(self._stack.faults.exchanges(without=("postgres",)), names)

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
            return Api(self._stack.url_for(caller, service), self._session, correlation)

        keys = self._stack.secrets
        return Shop(
            cart=CartDriver(api("cart")),
            inventory=InventoryDriver(api("inventory")),
            pricing=PricingDriver(api("pricing")),
            checkout=CheckoutDriver(api("checkout")),
            orders=OrdersDriver(api("orders")),
            notifications=NotificationsDriver(api("notifications")),
            gateway=GatewayDriver(
                self._stack.url_for("customer", "gateway"),
                self._stack.url("gateway"),
                keys.gateway_publishable_key,
                keys.gateway_secret_key,
                self._trusting,
            ),
            payments=PaymentsDriver(api("payments")),
            refunds=RefundDesk(api("orders", "staff")),
            webhooks=WebhookDriver(
                f"{self._stack.url('payments')}/webhooks/stripe", keys.webhook_secret, self._session
            ),
            sandbox=SandboxDriver(self._stack.url("gateway"), keys.gateway_control_token, self._trusting),
            inbox=InboxDriver(self._stack.url("mail"), self._session),
            correlation=correlation,
            doors={service: api(service) for service in SERVICES},
        )
