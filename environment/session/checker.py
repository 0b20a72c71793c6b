"""The checks after the last step: heal faults, audit the databases, hold exchanges to their contracts."""

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
from environment.doubles.mail.inbox import Inbox, Mail
from environment.evidence.contract import Breach as ContractBreach
from environment.evidence.contract import Contracts
from environment.evidence.diagnosis.baselines import GreenRuns
from environment.evidence.diagnosis.root_cause import Guilty, guilty_arrow
from environment.evidence.diagnosis.unhandled import unhandled_in
from environment.evidence.diagram import Moment
from environment.evidence.recording.exchange import Exchange
from environment.session.scenario_record import ScenarioRecord
from environment.stack.service_settings import SERVICES
from environment.stack.target import Target
from environment.world.crash_points import Killing
from steps.vocabulary.capabilities import Capability
from steps.world.world import World

GREEN_RUNS = Path("reports/green-runs.json")
_SQL = ("postgres",)
_DOCUMENT_SECONDS = 10
_FIRES_WITHIN = 2.0  # seconds; mails and webhooks are sent after the customer has the response


@dataclass(frozen=True)
class ScenarioFindings:
    """The result of the checks after the last step of a scenario.

    findings: a sentence for each thing that is wrong; a scenario without one has passed its checks.
    breaches: those of the findings that are defects of the bookstore, not of the scenario's own set-up.
    killed: how many services were killed in the scenario.
    audited, contracts: the breaches of the audit and of the OpenAPI documents, with their evidence.
    logs: the log lines of the scenario, by service.
    not_checked: the invariants that this target gives no access to.
    """

    findings: tuple[str, ...]
    breaches: tuple[str, ...]
    killed: int
    exchanges: tuple[Exchange, ...]
    audited: tuple[Breach, ...]
    contracts: tuple[ContractBreach, ...]
    logs: Mapping[str, list[str]]
    mails: tuple[Mail, ...]
    books: Books
    not_checked: tuple[str, ...]


class ScenarioChecker:
    """Checks every scenario of a run after its last step. One for a run."""

    def __init__(self, target: Target, facts: Facts, killing: Killing) -> None:
        self._target = target
        self._auditor = Auditor(target, facts)
        no_inbox = Capability.MAIL in target.lacks or "inbox" in target.drivers
        self._inbox = None if no_inbox else Inbox(target.url("mail"), target.authority)
        self._inbox_before = 0
        self._contracts: Contracts | None = None
        self._killing = killing
        self._green_runs = GreenRuns(GREEN_RUNS)

    def start(self, correlation: str) -> ScenarioRecord:
        """Start the record of a scenario: logs and exchanges from now on belong to this scenario."""
        self._auditor.before_scenario(correlation)
        if Capability.EMPTYING in self._target.lacks and self._inbox:
            self._inbox_before = len(self._inbox.mails())
        return ScenarioRecord(correlation, self._target.faults.last())

    def finish(
        self, record: ScenarioRecord, world: World, fires_within: float = _FIRES_WITHIN
    ) -> ScenarioFindings:
        """Heal all faults, start services that are down, audit, and check each recorded exchange.

        A fault that has not been triggered yet may be triggered within `fires_within` seconds.
        """
        alive = self._killing.over(fires_within)
        notes = self._target.take_notes()
        record.moments += [Moment(at, what, alarming=True) for at, what in notes]
        killed = sum(" is down" in what for _, what in notes)
        exits = [*self._target.unexpected_exits()]
        self._target.start_the_dead()
        unfired = self._target.faults.heal_all(fires_within)
        audited = self._auditor.after_scenario(world.unsettled, world=world)
        idle = [] if killed else self._idle_plans(world)  # a killed service may not have sent its request
        exits += [each for each in self._target.unexpected_exits() if each not in exits]
        exchanges = self._target.faults.exchanges(record.since, without=_SQL)
        contracts = self._known_contracts().all_breaches(exchanges)
        broken = [f"a fault of the suite itself broke: {said}" for said in self._target.faults.failures()]
        strange = no_unexpected_call(Books(unexpected_calls=tuple(unexpected_calls(exchanges))))
        found = [*alive, *unfired, *idle, *exits, *audited, *contracts, *strange, *broken]
        return ScenarioFindings(
            findings=tuple(map(str, found)),
            breaches=tuple(map(str, [*exits, *audited, *contracts, *strange])),
            killed=killed,
            exchanges=tuple(exchanges),
            audited=tuple(audited),
            contracts=tuple(contracts),
            logs=self._auditor.logs.lines(record.correlation),
            mails=self._inbox.mails()[self._inbox_before :] if self._inbox else (),
            books=self._auditor.books,
            not_checked=tuple(self._auditor.left_out),
        )

    def root_cause(self, findings: ScenarioFindings, key: str, passed: bool) -> Guilty | None:
        """The arrow on which a failed scenario went wrong first; a passed scenario becomes a baseline.

        `key` is the scenario's name among the baselines.
        """
        if passed:
            self._green_runs.learn(key, findings.exchanges)
            return None
        errors = [error for part, lines in findings.logs.items() for error in unhandled_in(part, lines)]
        return guilty_arrow(
            findings.exchanges,
            breaches=findings.contracts,
            unhandled=errors,
            green=self._green_runs.of(key),
        )

    def wait_until_idle(self) -> None:
        """Return when the bookstore has nothing left to do."""
        self._auditor.after_scenario()

    def forget(self) -> None:
        """Drop the recorded exchanges: the next scenario begins with an empty record."""
        self._target.faults.forget()

    def close(self) -> None:
        """Save the baselines, and close every connection."""
        self._green_runs.save()
        if self._inbox:
            self._inbox.close()
        self._auditor.close()

    def _idle_plans(self, world: World) -> list[str]:
        """A sentence for each behavior that was planned at the gateway and was never used."""
        no_sandbox = Capability.SANDBOX in self._target.lacks
        planned = [] if no_sandbox else world.shop.sandbox.end_plans()
        return [f"What was planned at the gateway never came about: {plan}." for plan in planned]

    def _known_contracts(self) -> Contracts:
        """The services' OpenAPI documents, requested once a run; none where no exchanges are recorded."""
        if self._contracts is None:
            recorded = () if Capability.FAULTS in self._target.lacks else SERVICES
            authority = str(self._target.authority) if self._target.authority else True
            answers = {
                name: requests.get(
                    f"{self._target.url(name)}/openapi.json", timeout=_DOCUMENT_SECONDS, verify=authority
                )
                for name in recorded
                if name not in self._target.drivers  # the API of another team, with a document of its own
            }
            self._contracts = Contracts({name: answer.json() for name, answer in answers.items()})
        return self._contracts
