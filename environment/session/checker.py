"""The checks after the last step: heal faults, audit the databases, hold exchanges to their contracts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from environment.audit.auditor import Auditor
from environment.audit.breach import AuditBreach
from environment.audit.facts.database_probe import DatabaseProbe
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.in_flight import work_of
from environment.audit.places import stored_wrong
from environment.audit.unexpected_calls import unexpected_calls, without_strangers
from environment.doubles.mail.inbox_client import DeliveredMail, InboxClient
from environment.evidence.answers.answer import answers_documented_by, answers_given
from environment.evidence.answers.record import AnswerRecord
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline, ScenarioRun
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.evidence.contract.check import ContractBreach
from environment.evidence.diagnosis.failed_step import FailedStep
from environment.evidence.diagnosis.missing_calls import AbsentCall, absent_calls
from environment.evidence.diagnosis.root_cause import RootCause, StoredWrong, find_root_cause
from environment.evidence.diagnosis.unhandled_errors import unhandled_errors_in
from environment.evidence.diagram.rows import Divider
from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.evidence.traffic.checks import CHECKS_OF_ANY_SHOP, TRAFFIC_CHECKS, traffic_breaches
from environment.faults.proxy_client import FaultNotTriggered
from environment.reporting.lost_reports import tolerated
from environment.session.answers_of_run import ANSWERS
from environment.session.baseline_comparison import BaselineComparison
from environment.session.scenario_record import ScenarioRecord
from environment.session.target_contracts import TargetContracts
from environment.stack.target import CheckedTarget
from environment.topology.integration import ABSENT, DRIVER, drivers_among
from environment.world.crash_points import CrashFailed, ProxyCrashInjector
from steps.vocabulary.capabilities import Capability
from steps.world.world import World

_REPORTS = Path("reports")
_SQL = ("postgres",)
_FIRES_WITHIN = 2.0  # seconds; mails and webhooks are sent after the customer has the response


@dataclass(frozen=True)
class ScenarioFindings:
    """The result of the checks after the last step of a scenario.

    findings: a sentence for each thing that is wrong; a scenario without one has passed its checks.
    breaches: those of the findings that are defects of the bookstore, not of the scenario's own set-up.
    killed: how many services were killed in the scenario.
    run: what is compared with the baseline.
    audited, contracts, traffic: the breaches of the audit, of the OpenAPI documents or GraphQL schemas, and
    of the checks that hold for all traffic.
    logs: the log lines of the scenario, by service.
    misplaced: calls that no operation expects, and faults whose call was never made, with their arrows.
    not_checked: the invariants that this target gives no access to.
    """

    findings: tuple[str, ...]
    breaches: tuple[str, ...]
    killed: int
    exchanges: tuple[Exchange, ...]
    run: ScenarioRun
    audited: tuple[AuditBreach, ...]
    contracts: tuple[ContractBreach, ...]
    traffic: tuple[TrafficBreach, ...]
    logs: Mapping[str, Sequence[str]]
    mails: tuple[DeliveredMail, ...]
    snapshot: Snapshot
    misplaced: tuple[StoredWrong, ...]
    not_checked: tuple[str, ...]


class ScenarioChecker:
    """Checks every scenario of a run after its last step. One for a run."""

    def __init__(
        self,
        target: CheckedTarget,
        databases: DatabaseProbe,
        crashes: ProxyCrashInjector,
        comparison: BaselineComparison,
        open_transactions: Callable[[], list[TrafficBreach]] = list,
    ) -> None:
        self._target = target
        self._open_transactions = open_transactions
        self._auditor = Auditor(target, databases)
        no_inbox = Capability.MAIL in target.unsupported or "inbox" in target.drivers
        self._inbox = None if no_inbox else _inbox_of(target)
        self._inbox_before = 0
        self._contracts = TargetContracts(target)
        self._crashes = crashes
        self._comparison = comparison
        self._compares = True
        self._through_pages = False
        self._traffic_checks = TRAFFIC_CHECKS if target.adapter is None else CHECKS_OF_ANY_SHOP
        self._answers = AnswerRecord()

    @property
    def replaced(self) -> Mapping[str, str]:
        """The services that are not real, and what stands in their place."""
        return self._target.replaced

    def start(self, correlation: str, scenario: ScenarioId | None = None) -> ScenarioRecord:
        """Start the record of a scenario: logs and exchanges from now on belong to this scenario."""
        self._auditor.before_scenario(correlation)
        if Capability.RESET in self._target.unsupported and self._inbox:
            self._inbox_before = len(self._inbox.mails())
        return ScenarioRecord(correlation, self._target.faults.last(), scenario)

    def finish(
        self, record: ScenarioRecord, world: World, fires_within: float = _FIRES_WITHIN
    ) -> ScenarioFindings:
        """Heal all faults, start services that are down, audit, and check each recorded exchange.

        A fault that has not been triggered yet may be triggered within `fires_within` seconds.
        """
        not_as_planned, exits, killed = self._end_faults(record, fires_within)
        if record.has_red_step:
            world.undo_what_was_begun()
        audited = self._auditor.after_scenario(world.declared_breaches, world=world)
        idle = [] if killed else self._idle_plans(world)  # a killed service may not have sent its request
        exits += [each for each in self._target.unexpected_exits() if each not in exits]
        exchanges = self._target.faults.exchanges(record.since, without=_SQL)
        ours = [*without_strangers(exchanges)]
        contracts = self._contracts.all_breaches(ours)
        seen = self._traffic_of(record, ours, world)
        run = self._comparison.run_of(ours, seen.statements, killed=killed > 0)
        traffic = self._traffic_breaches(record, seen, run)
        broken = [f"a fault of the suite itself broke: {said}" for said in self._target.faults.failures()]
        strange = [*unexpected_calls(exchanges)]
        found = [*not_as_planned, *idle, *exits, *audited, *contracts, *traffic, *strange, *broken]
        return ScenarioFindings(
            findings=tuple(map(str, found)),
            breaches=tuple(map(str, [*exits, *audited, *contracts, *traffic, *strange])),
            killed=killed,
            exchanges=tuple(exchanges),
            run=run,
            audited=tuple(audited),
            contracts=tuple(contracts),
            traffic=tuple(traffic),
            logs=seen.logs,
            mails=tuple(seen.mails),
            snapshot=self._auditor.snapshot,
            misplaced=(*_unexpected(strange), *_never_fired(not_as_planned)),
            not_checked=tuple(self._auditor.left_out),
        )

    def _traffic_of(
        self, record: ScenarioRecord, exchanges: Sequence[Exchange], world: World
    ) -> ScenarioTraffic:
        return ScenarioTraffic(
            exchanges,
            logs=self._auditor.logs.lines(record.correlation),
            mails=self._inbox.mails()[self._inbox_before :] if self._inbox else (),
            personal=world.actors.personal_data,
            secrets=world.actors.secrets,
            statements=self._target.faults.statements(record.since),
        )

    def abandon(self, record: ScenarioRecord) -> None:
        """End the faults, kills and planned answers of a scenario that is not checked."""
        self._end_faults(record, fires_within=0.0)

    def _end_faults(
        self, record: ScenarioRecord, fires_within: float
    ) -> tuple[list[object], list[object], int]:
        """Heal all faults and start services that are down.

        Returns the kills and faults that did not come about, the processes that ended by themselves, and how
        many services were killed.
        """
        alive = self._crashes.finish(fires_within)
        events = self._target.take_lifecycle_events()
        record.dividers += [Divider(at, what, alarming=True) for at, what in events]
        exits = [*self._target.unexpected_exits()]
        self._target.restart_stopped()
        not_triggered = self._target.faults.heal_all(fires_within)
        exits += self._target.restart_hung()
        return [*alive, *not_triggered], exits, sum(" is down" in what for _, what in events)

    def _traffic_breaches(
        self, record: ScenarioRecord, seen: ScenarioTraffic, run: ScenarioRun
    ) -> list[TrafficBreach]:
        """What is wrong in the traffic, beside the baseline, and in what the services have left open."""
        compared = record.scenario if self._compares else None
        return [
            *traffic_breaches(seen, self._traffic_checks),
            *self._comparison.breaches(compared, run),
            *self._open_transactions(),
        ]

    def keep_answers(self, findings: ScenarioFindings, tier: str) -> None:
        """Keep the answers that a passed scenario has met."""
        if self._compares:
            ours = without_strangers(findings.exchanges)
            self._answers.meet(tier, answers_given(ours, self._contracts.openapi))

    def root_cause(
        self, findings: ScenarioFindings, record: ScenarioRecord, passed: bool, step: FailedStep | None = None
    ) -> RootCause | None:
        """The arrow on which a failed scenario went wrong first; `step` is the step that failed."""
        if self._compares:
            with tolerated(_REPORTS):
                self._comparison.ended(record.scenario, findings.run if passed else None, findings.exchanges)
        if passed:
            return None
        errors = [
            error for part, lines in findings.logs.items() for error in unhandled_errors_in(part, lines)
        ]
        return find_root_cause(
            findings.exchanges,
            breaches=[*findings.contracts, *findings.traffic],
            unhandled=errors,
            baseline=self._baseline_of(record),
            without_pages=self._comparison.of(record.scenario) if self._through_pages else None,
            allowance=self._comparison.allowance,
            expected_faults=self._target.faults.injected,
            stored=[*stored_wrong(findings.audited, findings.exchanges), *findings.misplaced],
            step=step,
        )

    def _baseline_of(self, record: ScenarioRecord) -> ScenarioBaseline | None:
        """What green runs of our own bookstore showed, without calls that nothing makes or answers here."""
        is_ours = self._target.adapter is None and not self._through_pages
        known = self._comparison.of(record.scenario) if is_ours else None
        driven = drivers_among(self.replaced)
        silent = [each for each in self.replaced if each not in driven]
        unasked = [each for each, how in self.replaced.items() if how in (DRIVER, ABSENT)]
        return known.without_calls(of=silent, to=unasked).with_drivers(driven) if known else None

    def absent_calls(self, findings: ScenarioFindings, record: ScenarioRecord) -> tuple[AbsentCall, ...]:
        """The calls that every green run of the scenario makes, and that this one did not."""
        green = self._baseline_of(record)
        return tuple(absent_calls(findings.exchanges, green)) if green else ()

    def why_uncompared(self, record: ScenarioRecord) -> str | None:
        """Why there is no green run to compare a scenario with; None where there is one."""
        if self._through_pages:
            return "the baseline has no calls of pages"
        return self._comparison.why_not(record.scenario)

    def stop_comparing(self) -> None:
        """Compare no costs of this run: its exchanges are not those of the scenarios alone."""
        self._compares = False

    def know_no_green_run(self) -> None:
        """Compare nothing: customers use pages, and the baseline has the calls of customers who do not."""
        self._compares, self._through_pages = False, True

    def wait_until_idle(self, down: Collection[str] = ()) -> None:
        """Return when the bookstore has nothing left to do but the work of the services that are `down`."""
        self._auditor.after_scenario(work_of(down))

    def forget(self) -> None:
        """Drop the recorded exchanges: the next scenario begins with an empty record."""
        self._target.faults.forget()

    def close(self) -> None:
        """Save the answers that were met, and close every connection."""
        if self._contracts.is_known and self._compares:
            self._answers.documented.update(
                answer
                for service, document in self._contracts.openapi.documents.items()
                for answer in answers_documented_by(service, document)
            )
            with tolerated(ANSWERS.parent):
                self._answers.append_to(ANSWERS)
        if self._inbox:
            self._inbox.close()
        self._auditor.close()

    def _idle_plans(self, world: World) -> list[str]:
        """A sentence for each behavior that was planned at the gateway and was never used."""
        no_sandbox = Capability.SANDBOX in self._target.unsupported
        planned = [] if no_sandbox else world.shop.sandbox.end_plans()
        return [f"What was planned at the gateway never came about: {plan}." for plan in planned]


def _unexpected(calls: Iterable[AuditBreach]) -> Iterator[StoredWrong]:
    """The arrows of calls that no operation expects."""
    return (StoredWrong(each.arrow, each.sentence) for each in calls if each.arrow)


def _never_fired(not_as_planned: Iterable[object]) -> Iterator[StoredWrong]:
    """The arrows of calls that the shop was to make; another symptom may say why they were not made."""
    for each in not_as_planned:
        if isinstance(each, FaultNotTriggered):
            sentence = f"the call that the planned fault waited for was never made ({each.fault.name})"
            yield StoredWrong(each.arrow, sentence, is_certain=False, never_called=True)
        elif isinstance(each, CrashFailed) and each.arrow:
            sentence = f"the call at which a service was to be killed was never made ({each.crash})"
            yield StoredWrong(each.arrow, sentence, is_certain=False, never_called=True)


def _inbox_of(target: CheckedTarget) -> InboxClient:
    return InboxClient(target.url("mail"), target.authority, target.secrets.mail_inbox_token)
