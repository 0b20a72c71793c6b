"""What the adapter of another shop is made of: one class with its ports, made anew for each scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, ClassVar

import requests

from steps.drivers.api import Api, ScenarioCorrelation
from steps.drivers.inbox import InboxDriver
from steps.drivers.mails_by_pattern import InboxByPattern, MailPatterns, MailsAsSent

OTHERS_CARTS = "cart.of_others"
"""In `not_offered`: no request can name the cart of another customer, so that none can be refused."""


@dataclass(frozen=True)
class AdapterContext:
    """What an adapter is made with.

    api: by caller and callee, such as ("customer", "checkout"), the address of `[addresses]` with headers
    that mark the scenario; requests pass the proxy where one stands on that arrow. session: keeps
    connections alive, and may be used by many threads at once. inbox: our mail server; None where the target
    has none. memory: the adapter's own, kept from one scenario to the next.
    """

    api: Callable[[str, str], Api]
    session: requests.Session
    correlation: ScenarioCorrelation
    inbox: InboxDriver | None
    memory: MutableMapping[str, Any]

    def browser(self) -> requests.Session:
        """A session with cookies of its own, over the same connections: one for each visitor of pages."""
        made = requests.Session()
        made.trust_env, made.verify = self.session.trust_env, self.session.verify
        made.adapters = self.session.adapters
        return made


class ShopAdapter:
    """The base of adapters.

    A port is an attribute, named as in `steps.world.world.Shop`: cart, checkout, orders, refunds, inventory,
    pricing, notifications, inbox, payments; beside them `accounts`. Its methods are those of
    `steps.drivers.shop_ports`. What is missing is not offered, and scenarios that need it are skipped.
    Making an adapter sends nothing: it is also made to see what it offers.
    """

    not_offered: ClassVar[Mapping[str, str]] = {}
    """The reason for a port or a method that is missing: {"orders.cancel": "customers ask the staff"}."""

    def __init__(self, context: AdapterContext) -> None:
        self.context = context

    def reads_mails(self, patterns: MailPatterns) -> None:
        """Offer our mail server's inbox, read by these patterns, where the target has one."""
        if self.context.inbox is not None:
            self.inbox = InboxByPattern(self.context.inbox, patterns)
            self.notifications = MailsAsSent(self.inbox)

    def prepare(self) -> None:
        """What an empty shop needs before anything can be sold; called before the first scenario of a run."""
