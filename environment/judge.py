"""The end of a scenario: faults healed, the books audited, every recorded call held to its contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import requests

from environment.audit.auditor import Auditor
from environment.audit.books import Books
from environment.audit.breach import Breach
from environment.audit.facts import Facts
from environment.audit.inside import no_unexpected_call
from environment.case import Case
from environment.contract import Breach as ContractBreach
from environment.contract import Contracts
from environment.expected_calls import unexpected_calls
from environment.killing import Killing
from environment.mail.inbox import Inbox, Mail
from environment.recording.diagram import Moment
from environment.recording.exchange import Exchange
from environment.recording.green_runs import GreenRuns
from environment.recording.guilty import Guilty, guilty_arrow
from environment.recording.unhandled import unhandled_in
from environment.services import SERVICES
from environment.stack import Stack

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
    mails: tuple[Mail, ...]
    books: Books


class Judge:
    """One for a run."""

    def __init__(self, stack: Stack, facts: Facts, killing: Killing) -> None:
        self._stack = stack
        self._auditor = Auditor(stack, facts)
        self._inbox = Inbox(stack.url("mail"))
        self._contracts: Contracts | None = None
        self._killing = killing
        self.green_runs = GreenRuns(GREEN_RUNS)

    def begins(self, correlation: str) -> Case:
        """A scenario begins: what is logged and recorded from now on is its own."""
        self._auditor.before_scenario(correlation)
        return Case(correlation, self._stack.faults.last())

    def ends(self, case: Case, allowed: Mapping[str, str]) -> Verdict:
        """Heal, bring back what is down, audit, and check what crossed the arrows."""
        alive = self._killing.over(_FIRES_WITHIN)
        case.moments += [Moment(at, what, alarming=True) for at, what in self._stack.notes]
        killed = sum(" is down" in what for _, what in self._stack.notes)
        self._stack.notes.clear()
        deaths = self._stack.launcher.unexpected_deaths()
        self._stack.start_the_dead()
        unfired = self._stack.faults.heal_all(_FIRES_WITHIN)
        audited = self._auditor.after_scenario(allowed)
        exchanges = self._stack.faults.exchanges(case.since, without=_SQL)
        contracts = self._known_contracts().all_breaches(exchanges)
        broken = [f"a fault of the suite itself broke: {said}" for said in self._stack.faults.failures()]
        strange = no_unexpected_call(Books(unexpected_calls=tuple(unexpected_calls(exchanges))))
        found = [*alive, *unfired, *deaths, *audited, *contracts, *strange, *broken]
        logs = self._auditor.logs.lines(case.correlation)
        return Verdict(
            sentences=tuple(map(str, found)),
            breaches=tuple(map(str, [*deaths, *audited, *contracts, *strange])),
            killed=killed,
            exchanges=tuple(exchanges),
            audited=tuple(audited),
            contracts=tuple(contracts),
            logs=logs,
            mails=tuple(self._inbox.mails()),
            books=self._auditor.books,
        )

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
        self._stack.faults.forget()

    def close(self) -> None:
        """Keep what green runs looked like, and close every connection."""
        self.green_runs.save()
        self._inbox.close()
        self._auditor.close()

    def _known_contracts(self) -> Contracts:
        """The services' OpenAPI documents, asked for once a run."""
        if self._contracts is None:
            url = self._stack.url
            answers = {
                name: requests.get(f"{url(name)}/openapi.json", timeout=_DOCUMENT_SECONDS)
                for name in SERVICES
            }
            self._contracts = Contracts({name: answer.json() for name, answer in answers.items()})
        return self._contracts
