"""Makes the world of a scenario: drivers, actors, the parts that it may stop, and the clock."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from typing import Any

from environment.audit.facts.database_probe import DatabaseProbe
from environment.browser.run_browser import RunBrowser
from environment.doubles.gateway.contract_account import contract_account
from environment.doubles.mail.inbox_client import token_header
from environment.evidence.recording.traces import traces_of
from environment.stack.target import Target
from environment.stack.unsupported import UnsupportedPart
from environment.world.crash_points import ProxyCrashInjector
from environment.world.fault_injection import ProxyFaultInjector
from environment.world.patient_clock import PatientClock
from environment.world.public_stored_data import PublicStoredData
from environment.world.recorded_calls import ProxyRecordedCalls
from environment.world.shop_factory import ShopFactory
from environment.world.unrecorded_looks import UnrecordedLooks
from steps.drivers.api import Api, ScenarioCorrelation, keep_alive_session
from steps.drivers.contract import ContractDriver
from steps.drivers.payments import PaymentsDriver
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

    def __init__(self, target: Target, browser: RunBrowser | None = None) -> None:
        """With a `browser`, customers use the pages of the storefront."""
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
        self._shops = ShopFactory(target, self._session, self._gateway_session, self._keeps_data, browser)
        self.crashes = ProxyCrashInjector(target)
        self.facts = DatabaseProbe(target.database_urls())

    def world(self, scenario: str, wait_until_idle: Callable[[], None] = not_audited) -> World:
        """A new world; `scenario` marks every request made in it (W3C Baggage).

        `wait_until_idle` returns when the bookstore has nothing left to do.
        """
        self.looks.begin()
        target = self._target
        correlation = ScenarioCorrelation(scenario)
        pages = self._shops.pages(correlation)
        shop, accounts = self._shops.shop(correlation, pages)
        actors = Actors(target.identity, target.untrusted_identity, accounts)
        return World(
            shop=shop,
            actors=actors,
            service_tokens=self._if_supported(Capability.SERVICE_TOKENS, lambda: target.service_tokens),
            untrusted_service_tokens=target.untrusted_service_tokens,
            services=target.services,
            faults=self._if_supported(Capability.FAULTS, lambda: ProxyFaultInjector(target.faults)),
            crashes=self.crashes,
            restarts=self.crashes,
            replicas=self.crashes.replicas,
            recorded_calls=ProxyRecordedCalls(target.faults),
            wait_until_idle=wait_until_idle,
            clock=PatientClock(target.clock, target.faults, self.facts.untried_messages),
            stored=self._stored_data(shop, actors),
            contract=self._contract,
            traces=self._traces,
            pages=pages,
            # Where the data of earlier scenarios stays, each has its own titles.
            catalog=Catalog(edition=scenario if self._keeps_data else ""),
        )

    def prepare(self) -> None:
        """Prepare a shop of another team before the first scenario."""
        self._shops.prepare()

    def restore_settings(self) -> None:
        """Let an adapter undo what a scenario has set for everybody, or prepare an emptied shop."""
        if self._target.adapter is None:
            return
        if not self._keeps_data:
            self._shops.forget()
            self._shops.prepare()
        elif Capability.SETTINGS not in self._target.unsupported:
            self._shops.put_back()

    def gateway_has_failed(self) -> bool:
        """Whether the payment service remembers failures of the gateway: some more open its circuit."""
        if Capability.SANDBOX in self._target.unsupported or self._target.adapter is not None:
            return False  # no scenario can have made the gateway fail, or the shop has no such circuit
        staff = Actors(self._target.identity, self._target.untrusted_identity).staff()
        payments = Api(self._target.url("payments"), self._session, ScenarioCorrelation())
        driver: PaymentsDriver = self._target.drivers.get("payments", PaymentsDriver)(payments)
        return driver.gateway_failures(staff) > 0

    def reset_mail_and_gateway(self) -> None:
        """Empty the inbox and the gateway's ledger; where data is kept, only cancel the planned answers.

        Raises requests.RequestException.
        """
        unsupported = self._target.unsupported
        if Capability.SANDBOX not in unsupported and self._keeps_data:
            self._shops.sandbox().recover_all()
        elif Capability.SANDBOX not in unsupported:
            self._shops.sandbox().reset()
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

    def _stored_data(self, shop: Shop, actors: Actors) -> StoredData:
        reason = self._target.unsupported.get(Capability.DATABASES)
        if reason is None:
            return self.facts
        policies = frozenset(self._target.offer.policies)
        sends_mails = Capability.MAIL not in self._target.unsupported
        return PublicStoredData(shop, actors, reason, policies, self.facts.unsent_messages, sends_mails)

    def _if_supported(self, capability: Capability, made: Callable[[], Any]) -> Any:
        """The part of the target, or a stand-in that raises UnsupportedCapability."""
        reason = self._target.unsupported.get(capability)
        return made() if reason is None else UnsupportedPart(capability, reason)
