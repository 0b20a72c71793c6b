"""Measures the checks that every scenario has beside the audit of money, stock and mail, after one purchase.

They are: fetching the SQL statements from the proxy, the checks of the traffic, the comparison with a
baseline, the reckoning of bills and mails, and the look for open transactions.
"""

from __future__ import annotations

from collections.abc import Mapping

from environment.audit.auditor import Auditor
from environment.audit.invariants import bills, refund_shares
from environment.audit.letters.checks import mails_say_what_was_ordered, mails_say_what_was_transferred
from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.cost_check import CostComparison
from environment.evidence.baseline.field_kinds import other_kinds
from environment.evidence.baseline.lost_fields import lost_fields
from environment.evidence.baseline.other_statuses import other_statuses
from environment.evidence.baseline.scenario_baseline import merged
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.checks import traffic_breaches
from environment.resources.usage import DatabaseUsage
from environment.session.baseline_comparison import scenario_run
from environment.stack.stack import Stack
from environment.tools.bench.timing import median_ms
from environment.world.factory import WorldFactory
from steps.tasks.shopping import buy, put_on_sale
from steps.vocabulary.money import Money

AT_MOST = 20.0
"""Milliseconds in the median a scenario, of all together."""
_ROUNDS = 30
_RECKONING = (
    bills.quotes_follow_the_rules,
    bills.orders_follow_their_quotes,
    bills.payments_follow_their_quotes,
    refund_shares.refunds_are_split_exactly,
    refund_shares.refunds_reach_the_gateway_whole,
    mails_say_what_was_ordered,
    mails_say_what_was_transferred,
)


def measure(stack: Stack, world_factory: WorldFactory) -> Mapping[str, float]:
    """The milliseconds of each part, in the median, for the traffic of one purchase."""
    since, scenario = stack.faults.last(), "bench-checks"
    auditor = Auditor(stack, world_factory.facts)
    auditor.before_scenario(scenario)
    world = world_factory.world(scenario)
    put_on_sale(world, "Dune", Money.parse("$9.50"))
    buy(world, world.actors.customer("customer"), {"Dune": 2})
    auditor.after_scenario(world=world)
    exchanges = stack.faults.exchanges(since, without=("postgres",))
    statements = stack.faults.statements(since)
    people, logs = world.actors, auditor.logs.lines(scenario)
    traffic = ScenarioTraffic(exchanges, logs, (), people.personal_data, people.secrets, statements)
    run = scenario_run(exchanges, statements, killed=False)
    known = merged([run])
    baseline, databases = CommittedBaseline(), DatabaseUsage(stack.admin_url)
    variation, texts = baseline.variation(), baseline.statements()

    def compared() -> object:
        again = scenario_run(exchanges, statements, killed=False, looks=texts.of_looks)
        return [
            *lost_fields(again, known),
            *other_kinds(again, known),
            *other_statuses(again, known),
            *CostComparison(again, known, variation, texts).surplus(),
        ]

    try:
        return {
            "statements fetched": median_ms(lambda: stack.faults.statements(since), _ROUNDS),
            "checks of the traffic": median_ms(lambda: traffic_breaches(traffic), _ROUNDS),
            "comparison with the baseline": median_ms(compared, _ROUNDS),
            "bills and mails reckoned": median_ms(
                lambda: [breach for check in _RECKONING for breach in check(auditor.snapshot)],
                _ROUNDS,
            ),
            "open transactions": median_ms(databases.open_transactions, _ROUNDS),
        }
    finally:
        databases.close()
        auditor.close()


def lines(parts: Mapping[str, float]) -> list[str]:
    """For people."""
    total = sum(parts.values())
    return [
        *(f"{what} {milliseconds:.1f} ms" for what, milliseconds in parts.items()),
        f"together {total:.1f} ms, goal: at most {AT_MOST:.0f}",
    ]
