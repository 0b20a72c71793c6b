"""The end of a scenario: faults healed, the books audited, every recorded call held to its contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import requests

from environment.audit.auditor import Auditor
from environment.audit.breach import Breach
from environment.audit.database_probe import Facts
from environment.audit.inside import no_unexpected_call
from environment.audit.snapshot import Books
from environment.audit.unexpected_calls import unexpected_calls
from environment.doubles.mail.inbox_client import DeliveredMail, InboxClient
from environment.evidence.contract import Breach as ContractBreach
from environment.evidence.contract import Contracts
from environment.evidence.diagnosis.baselines import GreenRuns
from environment.evidence.diagnosis.root_cause import Guilty, guilty_arrow
from environment.evidence.diagnosis.unhandled import unhandled_in
from environment.evidence.diagram import Moment
from environment.evidence.recording.exchange import Exchange
from environment.session.scenario_record import Case
from environment.stack.service_settings import SERVICES
from environment.stack.target import Target
from environment.world.crash_points import Killing
from steps.vocabulary.capabilities import Capability
from steps.world.world import World

GREEN_RUNS = Path("reports/green-runs.json")
_SQL = ("postgres",)
_DOCUMENT_SECONDS = 10
_FIRES_WITHIN = 2.0  # seconds; mails and webhooks go out after the customer has the answer


@dataclass(frozen=True)
class Verdict:
    """Everything that was found out about a scenario after its last step.

    `breaches` are those of the `sentences` that speak of the bookstore, not of what the scenario asked for;
    `killed` counts the services that were ended in it.
    """

    sentences: tuple[str, ...]
    breaches: tuple[str, ...]
    killed: int
    exchanges: tuple[Exchange, ...]
    audited: tuple[Breach, ...]
    contracts: tuple[ContractBreach, ...]
    logs: Mapping[str, list[str]]
    mails: tuple[DeliveredMail, ...]
    books: Books


class Judge:
    """One for a run."""

    def __init__(self, target: Target, facts: Facts, killing: Killing) -> None:
        self._target = target
        self._auditor = Auditor(target, facts)
        no_inbox = Capability.MAIL in target.lacks or "inbox" in target.drivers
        self._inbox = None if no_inbox else _inbox_of(target)
        self._inbox_before = 0
        self._contracts: Contracts | None = None
        self._killing = killing
        self.green_runs = GreenRuns(GREEN_RUNS)

    def begins(self, correlation: str) -> Case:
        """A scenario begins: what is logged and recorded from now on is its own."""
        self._auditor.before_scenario(correlation)
        if Capability.EMPTYING in self._target.lacks and self._inbox:
            self._inbox_before = len(self._inbox.mails())
        return Case(correlation, self._target.faults.last())

    @property
    def not_checked(self) -> list[str]:
        """What cannot be audited on this target, each as the sentence that should hold."""
        return self._auditor.left_out

    def ends(self, case: Case, world: World, fires_within: float = _FIRES_WITHIN) -> Verdict:
        """Heal, bring back what is down, audit, and check what crossed the arrows.

        What was to go wrong and has not yet may do so within `fires_within` seconds.
        """
        alive = self._killing.over(fires_within)
        notes = self._target.take_notes()
        case.moments += [Moment(at, what, alarming=True) for at, what in notes]
        killed = sum(" is down" in what for _, what in notes)
        deaths = [*self._target.unexpected_deaths()]
        self._target.start_the_dead()
        unfired = self._target.faults.heal_all(fires_within)
        audited = self._auditor.after_scenario(world.unsettled, world=world)
        idle = [] if killed else self._idle_plans(world)  # who died may have had no more to ask
        deaths += [death for death in self._target.unexpected_deaths() if death not in deaths]
        exchanges = self._target.faults.exchanges(case.since, without=_SQL)
        contracts = self._known_contracts().all_breaches(exchanges)
        broken = [f"a fault of the suite itself broke: {said}" for said in self._target.faults.failures()]
        strange = no_unexpected_call(Books(unexpected_calls=tuple(unexpected_calls(exchanges))))
        found = [*alive, *unfired, *idle, *deaths, *audited, *contracts, *strange, *broken]
        logs = self._auditor.logs.lines(case.correlation)
        return Verdict(
            sentences=tuple(map(str, found)),
            breaches=tuple(map(str, [*deaths, *audited, *contracts, *strange])),
            killed=killed,
            exchanges=tuple(exchanges),
            audited=tuple(audited),
            contracts=tuple(contracts),
            logs=logs,
            mails=self._inbox.mails()[self._inbox_before :] if self._inbox else (),
            books=self._auditor.books,
        )

    def _idle_plans(self, world: World) -> list[str]:
        """A sentence for each thing that was planned at the gateway and never came about."""
        no_sandbox = Capability.SANDBOX in self._target.lacks
        planned = [] if no_sandbox else world.shop.sandbox.end_plans()
        return [f"What was planned at the gateway never came about: {plan}." for plan in planned]

    def rest(self) -> None:
        """Return when the bookstore has nothing left to do."""
        self._auditor.after_scenario()

    def guilty(self, verdict: Verdict, key: str) -> Guilty | None:
        """The arrow where a scenario that is not green went wrong first."""
        errors = [error for part, lines in verdict.logs.items() for error in unhandled_in(part, lines)]
        return guilty_arrow(
            verdict.exchanges, breaches=verdict.contracts, unhandled=errors, green=self.green_runs.of(key)
        )

    def forget(self) -> None:
        """The next scenario begins with an empty record."""
        self._target.faults.forget()

    def close(self) -> None:
        """Keep what green runs looked like, and close every connection."""
        self.green_runs.save()
        if self._inbox:
            self._inbox.close()
        self._auditor.close()

    def _known_contracts(self) -> Contracts:
        """The services' OpenAPI documents, asked for once a run; without a record nothing is held to them."""
        if self._contracts is None:
            recorded = () if Capability.FAULTS in self._target.lacks else SERVICES
            authority = str(self._target.authority) if self._target.authority else True
            answers = {
                name: requests.get(
                    f"{self._target.url(name)}/openapi.json", timeout=_DOCUMENT_SECONDS, verify=authority
                )
                for name in recorded
                if name not in self._target.drivers  # somebody else's API, with a document of its own
            }
            self._contracts = Contracts({name: answer.json() for name, answer in answers.items()})
        return self._contracts


def _inbox_of(target: Target) -> InboxClient:
    return InboxClient(target.url("mail"), target.authority, target.secrets.mail_inbox_token)
