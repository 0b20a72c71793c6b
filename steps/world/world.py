"""Everything a scenario can touch: one typed object on behave's context."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from steps.drivers.api import Api, Correlation
from steps.drivers.cart import CartDriver
from steps.drivers.checkout import CheckoutDriver
from steps.drivers.contract import Answer, ContractDriver
from steps.drivers.gateway import GatewayDriver
from steps.drivers.inbox import InboxDriver
from steps.drivers.inventory import InventoryDriver
from steps.drivers.notifications import NotificationsDriver, Post
from steps.drivers.orders import OrdersDriver, RefundDesk
from steps.drivers.payments import PaymentsDriver
from steps.drivers.pricing import PricingDriver
from steps.drivers.sandbox import SandboxDriver
from steps.drivers.webhooks import WebhookDriver
from steps.tasks.journey import Ending, Errand
from steps.vocabulary.crash_points import Kills, ReplicaControl
from steps.vocabulary.faults import Blow, Faults
from steps.vocabulary.money import Money
from steps.world.actors import People
from steps.world.attempt import Attempt
from steps.world.catalog import Catalog


class Service(Protocol):
    """A running part of the stack that a scenario may stop and start."""

    def kill(self) -> None:
        """End it at once; its port refuses from then on."""
        ...

    def start(self) -> None:
        """Bring it back; returns when it answers."""
        ...

    def restart(self) -> None:
        """As after a crash: what it had in memory is gone."""
        ...

    def log(self) -> str:
        """Everything it has logged since the stack came up."""
        ...


class MovableClock(Protocol):
    """The time of all services."""

    def now(self) -> datetime:
        """The time as the services see it."""
        ...

    def advance(self, by: timedelta) -> None:
        """Move the time on for all services at once."""
        ...


class Facts(Protocol):
    """What the services have stored, read from their databases."""

    def unsent_messages(self) -> int:
        """Events and mails that are still to be sent."""
        ...

    def contents(self) -> Mapping[str, str]:
        """A digest of everything that counts, by service and table: equal where nothing has changed."""
        ...

    def messages_tried(self, service: str) -> int:
        """How many messages of this service have been on their way, whether they were taken or not."""
        ...

    def orders_of(self, checkout_ids: Iterable[str]) -> int:
        """How many orders these checkouts have, in whatever state."""
        ...


class Passes(Protocol):
    """What services show each other."""

    def token(self, caller: str, callee: str, *, life: timedelta = ...) -> str:
        """A bearer token of this service for that one."""
        ...


class Calls(Protocol):
    """The calls that cross the arrows, and the lists of those at which a service is killed."""

    def note(self) -> None:
        """Begin a list."""
        ...

    def differences_from(self, feature: str) -> list[str]:
        """What the list has and the feature's table has not, and the other way round, a sentence each."""
        ...


@dataclass(frozen=True)
class Shop:
    """The bookstore, by its drivers."""

    cart: CartDriver
    inventory: InventoryDriver
    pricing: PricingDriver
    checkout: CheckoutDriver
    orders: OrdersDriver
    notifications: NotificationsDriver
    gateway: GatewayDriver
    payments: PaymentsDriver
    refunds: RefundDesk
    webhooks: WebhookDriver
    sandbox: SandboxDriver
    inbox: InboxDriver
    correlation: Correlation
    doors: Mapping[str, Api]
    """Every service by its name, for whoever knocks without a driver."""


@dataclass
class World:
    """One scenario's world. Nothing in it outlives the scenario but the running stack itself."""

    shop: Shop
    people: People
    passes: Passes
    forged_passes: Passes
    services: Mapping[str, Service]
    faults: Faults
    kills: Kills
    replicas: ReplicaControl
    calls: Calls
    rest: Callable[[], None]
    clock: MovableClock
    facts: Facts
    contract: Callable[[], ContractDriver]
    traces: Callable[[Collection[str]], Mapping[str, frozenset[str]]]
    """By arrow, the traces of the calls that mention a checkout's id or an order's number."""
    catalog: Catalog = field(default_factory=Catalog)
    shown: str = "that is approved"
    """The card a merchant was shown."""
    said: list[Answer] = field(default_factory=list)
    """What the gateway said to a merchant, in turn."""
    before: Mapping[str, str] = field(default_factory=dict)
    """What the services had stored before somebody tried what is not theirs to do."""
    intruder: Attempt[Any] | None = None
    """What came of it."""
    found: list[tuple[tuple[str, str, Money], ...]] = field(default_factory=list)
    """What each comparison of the books has found: its kind, what was done about it, and the amount."""
    errand: Errand | None = None
    """What is about to be done, or has been."""
    endings: list[Ending] = field(default_factory=list)
    """How each asking ended for the one who asked."""
    blows: list[Blow] = field(default_factory=list)
    """What is to strike the errand."""
    checkouts_before: set[str] = field(default_factory=set)
    """The checkouts of its person before the errand began."""
    crossed: dict[str, int] = field(default_factory=dict)
    """How many calls had crossed an arrow before the errand began."""
    tries: list[Post] = field(default_factory=list)
    """The mail that is tried again and again, after each attempt."""
    unsettled: dict[str, str] = field(default_factory=dict)
    """What the scenario declares to leave unsettled: the kind of breach, and why."""

    def marks(self, log_line: str) -> bool:
        """Whether a request of this scenario was being worked on when this was logged."""
        return f"scenario={self.shop.correlation.scenario}" in log_line

    @property
    def prepared(self) -> Errand:
        """What is done in this scenario; a clear sentence where nothing was prepared."""
        if self.errand is None:
            raise AssertionError("nothing has been made ready in this scenario")
        return self.errand


class Context(Protocol):
    """behave's context, of which the steps use one thing."""

    world: World
