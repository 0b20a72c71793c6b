"""Everything that the steps of a scenario can touch: one typed object on behave's context."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from steps.drivers.api import Api, ScenarioCorrelation
from steps.drivers.checkout_port import CheckoutPort
from steps.drivers.contract import ContractDriver
from steps.drivers.gateway import GatewayDriver
from steps.drivers.invoices import ShownInvoice
from steps.drivers.mails_port import InboxPort, NotificationsPort
from steps.drivers.notifications import MailProgress
from steps.drivers.payments import Discrepancy
from steps.drivers.payments_port import PaymentsPort
from steps.drivers.pricing_port import PricingPort
from steps.drivers.refunds_port import RefundsPort
from steps.drivers.sandbox import SandboxDriver
from steps.drivers.shipments_port import ShipmentsPort
from steps.drivers.shop_ports import (
    CartPort,
    InventoryPort,
    OrdersPort,
)
from steps.drivers.transfers import ReportedTransfer
from steps.drivers.transfers_port import TransfersPort
from steps.drivers.webhooks import WebhookDriver
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.actors import Actors
from steps.world.answer_table import AnswerTable
from steps.world.attempt import Attempt
from steps.world.catalog import Catalog
from steps.world.ports import (
    CrashInjector,
    FaultInjector,
    RecordedCalls,
    Replicas,
    Restarts,
    ScenarioClock,
    ServiceControl,
    ServiceTokenIssuer,
    StoredData,
)
from steps.world.scenario_state import FilledField, JourneyState, MerchantState, UnauthorizedState
from steps.world.set_once import SetOnce

if TYPE_CHECKING:
    from steps.pages.shop_pages import ShopPages


@dataclass(frozen=True)
class Shop:
    """The shop, by its ports, and what stands around it."""

    cart: CartPort
    inventory: InventoryPort
    pricing: PricingPort
    checkout: CheckoutPort
    orders: OrdersPort
    notifications: NotificationsPort
    gateway: GatewayDriver
    payments: PaymentsPort
    transfers: TransfersPort
    refunds: RefundsPort
    shipments: ShipmentsPort
    webhooks: WebhookDriver
    sandbox: SandboxDriver
    inbox: InboxPort
    correlation: ScenarioCorrelation
    answers_within: float
    """Seconds in which a part that was killed is back, and a request is answered again."""
    has_own_words: bool
    """Whether its refusals have sentences of their own: then their kinds are compared, and not the words."""
    sent_by: Callable[[str, str], Api]
    """The API of a service for requests of a sender that no driver makes: they are recorded as the sender's.

    What a scenario sends in the place of a service is recorded as a stranger's.
    """
    direct_apis: Mapping[str, Api]
    """By service, without the proxy: requests by the hundred, which no report has to show one by one."""


@dataclass
class LateOrder:
    """A charged checkout whose order has not come yet, and what it was answered when it came.

    come: raises Refused. undo: what its checkout does afterwards.
    """

    come: Callable[[], None]
    undo: Callable[[], None]
    answer: str = ""


@dataclass
class World:
    """The world of one scenario: its ports, and what its steps hand to each other."""

    shop: Shop
    actors: Actors
    service_tokens: ServiceTokenIssuer
    untrusted_service_tokens: ServiceTokenIssuer
    services: Mapping[str, ServiceControl]
    faults: FaultInjector
    crashes: CrashInjector
    restarts: Restarts
    replicas: Replicas
    recorded_calls: RecordedCalls
    wait_until_idle: Callable[[], None]
    clock: ScenarioClock
    stored: StoredData
    contract: Callable[[], ContractDriver]
    traces: Callable[[Collection[str]], Mapping[str, frozenset[str]]]
    """By arrow, the trace ids of the calls that mention a checkout's id or an order's number."""
    pages: ShopPages
    """The pages that people have opened, in a run through the browser."""
    catalog: Catalog = field(default_factory=Catalog)
    set_once: SetOnce = field(default_factory=SetOnce)
    journey: JourneyState = field(default_factory=JourneyState)
    merchant: MerchantState = field(default_factory=MerchantState)
    unauthorized: UnauthorizedState = field(default_factory=UnauthorizedState)
    filled_fields: list[FilledField] = field(default_factory=list)
    """The fields of the checkout that were filled to their limits."""
    concurrent_events: list[Callable[[Callable[[], object]], None]] = field(default_factory=list)
    """Planned events; each runs the next checkout that it is given, and happens while that is under way."""
    health_checks: dict[str, Attempt[dict[str, object]]] = field(default_factory=dict)
    """By service, the outcome of the health check that a sentence has asked for."""
    outages: set[str] = field(default_factory=set)
    """What is down or cannot be reached, as steps have said: a checkout that needs it is refused."""
    pair_races: dict[OperationPair, SerialDemand] = field(default_factory=dict)
    """The pairs of operations that have met, each with the outcomes of its races."""
    reconciliations: list[tuple[Discrepancy, ...]] = field(default_factory=list)
    """The discrepancies that each reconciliation has found, in order."""
    late_order: LateOrder | None = None
    """A charged checkout whose order has not come yet."""
    transfers: list[ReportedTransfer] = field(default_factory=list)
    """What customers have transferred by bank, in order."""
    mail_history: list[MailProgress] = field(default_factory=list)
    """A mail that is sent again and again, as it stood after each attempt."""
    refund_ids: list[str] = field(default_factory=list)
    """The ids of the refunds that the staff has requested for the customer's orders: customers see none."""
    invoices: list[ShownInvoice] = field(default_factory=list)
    """Copies of an invoice that the customer has kept."""
    answer_tables: list[AnswerTable] = field(default_factory=list)
    """The tables of answers that steps have collected; the report shows each."""
    declared_breaches: dict[str, str] = field(default_factory=dict)
    """The breaches that the scenario declares to leave behind: the kind, and the reason."""
    begun_by_calls: dict[str, Callable[[], None]] = field(default_factory=dict)
    """By checkout id, how to undo a purchase that was made call by call: no checkout knows of it."""

    def undo_what_was_begun(self) -> None:
        """Undo such purchases after a red step: what they leave behind is no defect of the shop."""
        for undo in [*self.begun_by_calls.values()]:
            with suppress(Exception):  # the red step is what is told
                undo()

    def last_table(self) -> AnswerTable:
        """The latest table of answers. Raises AssertionError where no step has made one."""
        assert self.answer_tables, "no step has collected answers in this scenario"
        return self.answer_tables[-1]

    def owns(self, log_line: str) -> bool:
        """Whether a service logged this line while it worked on a request of this scenario."""
        return f"scenario={self.shop.correlation.scenario}" in log_line


class SerialDemand(Protocol):
    """The outcomes of a pair of operations; see steps.tasks.contested.race."""

    def demand_serial(self, pair: OperationPair) -> None:
        """Raises AssertionError unless every race has ended as one operation after the other ends."""
        ...


class Context(Protocol):
    """behave's context, of which the steps use one attribute."""

    world: World
