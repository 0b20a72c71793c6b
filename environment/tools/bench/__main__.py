"""`make bench`: measures the cost of the environment on this machine."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from statistics import median

from environment.audit.auditor import Auditor
from environment.audit.breach import demand_no_breach
from environment.stack.reset import EmptyTables
from environment.stack.service_settings import SERVICES
from environment.stack.stack import Stack
from environment.tools.bench import browser as browser_bench
from environment.tools.bench import checks as checks_bench
from environment.tools.bench import gateway as gateway_bench
from environment.tools.bench import purchase as purchase_bench
from environment.tools.bench.proxy import ADDED_AT_MOST, SHARE_AT_LEAST, measure
from environment.tools.bench.timing import milliseconds
from environment.world.factory import WorldFactory
from steps.tasks.shopping import buy, put_on_sale
from steps.vocabulary.money import Money
from steps.world.world import World

_RESULTS, _REPORT = Path("reports/allure-results"), Path("reports/checkout-acceptance.html")
_STARTS, _RESTARTS, _ROUNDS = 3, 3, 30
_START = "import time; t = time.perf_counter()\nfrom environment.stack.stack import Stack\n" + (
    "with Stack(): print(time.perf_counter() - t)"
)


def _line(what: str, times: list[float], goal: str = "") -> None:
    spread = f"min {min(times):8.1f}   median {median(times):8.1f}   max {max(times):8.1f} ms"
    print(f"{what:<44}{spread}   {goal}".rstrip(), flush=True)


def _start_up() -> None:
    """Complete starts, each in a process of its own, imports included."""
    times = []
    for _ in range(_STARTS):
        done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True)
        times.append(float(done.stdout) * 1000)
    _line("stack up and migrated (imports included)", times, "goal: under 4000")


def _restarts(stack: Stack) -> None:
    times = []
    for name in SERVICES:
        process = stack.launcher[name]
        for _ in range(_RESTARTS):
            process.kill()
            times += milliseconds(partial(stack.start, process), 1)
    _line("a killed service answers again", times, "goal: under 150")


def _scenarios(stack: Stack, world_factory: WorldFactory, empty_tables: EmptyTables) -> None:
    """The fixed costs of a scenario, and one whole checkout as a step measures it."""

    def prepared() -> World:
        world = world_factory.world("bench")
        put_on_sale(world, "Dune", Money.parse("$9.50"))
        return world

    def reset() -> None:
        empty_tables()
        world_factory.reset_mail_and_gateway()

    def audited() -> None:
        demand_no_breach(auditor.after_scenario())

    auditor = Auditor(stack, world_factory.facts)
    checkouts, settlings, audits, resets = [], [], [], []
    for _ in range(_ROUNDS):
        auditor.before_scenario("bench")
        world = prepared()
        customer = world.actors.customer("customer")
        checkouts += milliseconds(partial(buy, world, customer, {"Dune": 2}), 1)
        settlings += milliseconds(audited, 1)
        audits += milliseconds(audited, 1)
        resets += milliseconds(reset, 1)
    _line("cart filled and bought (9 requests)", checkouts)
    _line("at rest after a checkout, and audited", settlings)
    _line("audit of what is at rest", audits)
    _line("reset of all databases, ledger and inbox", resets)
    together = [audit + reset for audit, reset in zip(audits, resets, strict=True)]
    _line("audit and reset", together, "goal: under 15")
    auditor.close()


def _memory(stack: Stack) -> None:
    """Proportional set size of all processes of the stack (source: proc(5), smaps_rollup)."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        if _descends_from(process, Path("/proc/self").resolve().name):
            total += _pss(process)
    print(f"{'memory of the whole stack (PSS)':<44}{total / 1024:8.0f} MB   goal: under 500", flush=True)


def _descends_from(process: Path, ancestor: str) -> bool:
    """Whether the process is a descendant of this one."""
    pid = process.name
    while pid not in ("0", "1", ancestor):
        try:
            pid = (Path("/proc") / pid / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            return False
    return pid == ancestor and process.name != ancestor


def _pss(process: Path) -> int:
    """In kB; 0 where the process is gone, or the kernel has no figure."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _report() -> None:
    """The size of the last run's results for each scenario, and that of the last report."""
    results = list(_RESULTS.glob("*-result.json"))
    if not results:
        print(f"{'results of a scenario':<44}none yet: run behave features/ first", flush=True)
        return
    size = sum(file.stat().st_size for file in _RESULTS.iterdir())
    print(f"{'results of a scenario':<44}{size / len(results) / 1024:8.0f} kB, of {len(results)}", flush=True)
    if _REPORT.is_file():
        megabytes = _REPORT.stat().st_size / 1e6
        print(f"{'the last report':<44}{megabytes:8.1f} MB   goal: under 8 of 975 scenarios", flush=True)


def _purchase(stack: Stack, world_factory: WorldFactory) -> None:
    """A purchase against the floor of its calls and statements."""
    auditor = Auditor(stack, world_factory.facts)
    for line in purchase_bench.measure(stack, world_factory, auditor.after_scenario).lines():
        print(f"{'a purchase':<44}{line}", flush=True)
    auditor.close()


def _checks(stack: Stack, world_factory: WorldFactory) -> None:
    """The checks that every scenario has beside the audit."""
    for line in checks_bench.lines(checks_bench.measure(stack, world_factory)):
        print(f"{'the checks of a scenario':<44}{line}", flush=True)


def _proxy() -> None:
    """The time that the proxy adds to an exchange, against direct calls in the same run."""
    cost = measure()
    added = f"adds {cost.added_ms:.2f} ms to an exchange (at most {ADDED_AT_MOST})"
    share = f"{cost.share:.2f} of direct throughput at 8 clients (at least {SHARE_AT_LEAST})"
    print(f"{'the proxy on an arrow':<44}{added}, {share}", flush=True)


def _gateway() -> None:
    """The time of a payment at the sandbox, at first and after thousands of others."""
    for line in gateway_bench.lines(gateway_bench.measure()):
        print(f"{'a payment at the gateway sandbox':<44}{line}", flush=True)


def _browser() -> None:
    """What a scenario costs more through the browser than through the API."""
    for line in browser_bench.lines():
        print(f"{'a scenario through the browser':<44}{line}", flush=True)


def main() -> None:
    """Measure, and print a line for each figure."""
    _start_up()
    with Stack() as stack:
        world_factory, empty_tables = WorldFactory(stack), EmptyTables(stack.admin_addresses())
        _memory(stack)
        _restarts(stack)
        _scenarios(stack, world_factory, empty_tables)
        _purchase(stack, world_factory)
        empty_tables()
        world_factory.reset_mail_and_gateway()
        _checks(stack, world_factory)
        world_factory.close()
        empty_tables.close()
    _report()
    _proxy()
    _gateway()
    _browser()


if __name__ == "__main__":
    main()
