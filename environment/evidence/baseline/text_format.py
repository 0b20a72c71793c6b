"""The text of the baseline of one feature: a block for each scenario, a line for each operation.

    A customer buys one copy [1f0a92c4]
      checkout -> pricing: PUT /quotes/{id} | 1x 201 | answer: grand_total 1900, state open or used
      sql | orders 9 statements, 4 rows

In brackets is the digest of the steps. `2-3x` is a range, `state?` a value that some of the calls do not
have, and `*` any text. Of variants `2x 5 then 7` were so often in this order, `2x 5 or 1x 7` so often in any
order, and of `5 or 7` it is not known how often.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from environment.evidence.baseline.call_profile import ANSWER, REQUEST
from environment.evidence.baseline.number_range import Range
from environment.evidence.baseline.occurrences import Occurrences, Value
from environment.evidence.baseline.scenario_baseline import (
    OperationBaseline,
    ScenarioBaseline,
    SqlRange,
)
from environment.evidence.baseline.variant_text import json_text, read_variants, written_variants

HEAD = "# Written by `make baseline`; read docs/adr/0025-the-committed-baseline.md.\n"
_TITLE = re.compile(r"(?P<name>.+) \[(?P<digest>[0-9a-f]{8})\]")
_SQL = re.compile(
    r"(?P<service>\S+) (?P<statements>[\d-]+) statements?, (?P<rows>[\d-]+) rows?"
    r"(?:, (?P<commits>[\d-]+) commits?)?(?:, (?P<varying>[\d-]+) changes that vary)?"
)
_WHOSE = {REQUEST: "request", ANSWER: "answer"}
_LONG = {short: whose for whose, short in _WHOSE.items()}
_STATUS = re.compile(r"\w[\w ]*")
_SEPARATORS = re.compile(r"[ ,|]")
ScenarioKey = tuple[str, str]
"""The name of a scenario, and the digest of its steps."""


class UnreadableBaseline(ValueError):
    """A line of the baseline that this program did not write."""


def written(scenarios: Mapping[ScenarioKey, ScenarioBaseline]) -> str:
    """The text of the scenarios of a feature, in this order."""
    blocks = ("\n".join([f"{name} [{digest}]", *_lines(it)]) for (name, digest), it in scenarios.items())
    return HEAD + "".join(f"\n{block}\n" for block in blocks)


def read_blocks(text: str) -> dict[ScenarioKey, list[str]]:
    """The lines of each scenario, not yet read: of a feature's scenarios a run may need one."""
    blocks: dict[ScenarioKey, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("  "):
            if not blocks:
                raise UnreadableBaseline(f"no scenario precedes this line: {line!r}")
            next(reversed(blocks.values())).append(line)
        elif line and not line.startswith("#"):
            title = _TITLE.fullmatch(line)
            if title is None:
                raise UnreadableBaseline(f"not the title of a scenario with a digest in brackets: {line!r}")
            blocks[title["name"], title["digest"]] = []
    return blocks


def read_block(lines: Iterable[str]) -> ScenarioBaseline:
    """The baseline of one scenario. Raises UnreadableBaseline."""
    operations, sql = [], None
    for line in lines:
        head, *parts = line.strip().split(" | ")
        try:
            if head == "sql":
                sql = _read_sql(parts)
            else:
                operations.append(_read_operation(head, parts))
        except (ValueError, IndexError, KeyError, TypeError) as error:
            raise UnreadableBaseline(f"this line cannot be read ({error}): {line!r}") from error
    return ScenarioBaseline(operations, sql)


def _lines(baseline: ScenarioBaseline) -> Iterator[str]:
    for each in baseline.operations:
        statuses = ", ".join(_status(status, known) for status, known in each.statuses.items())
        yield "  " + " | ".join([f"{each.arrow}: {each.operation}", statuses, *_values(each)])
    if baseline.sql is not None:
        costs = [
            f"{service} {cost.statements} statements, {cost.rows} rows"
            + (f", {cost.commits} commits" if cost.commits else "")
            + (f", {cost.varying} changes that vary" if cost.varying and cost.varying.high else "")
            for service, cost in baseline.sql.items()
        ]
        yield " | ".join(["  sql", *costs])


def _status(status: str, known: Range) -> str:
    shown = status if _STATUS.fullmatch(status) else json_text(status)
    return f"{known}x {shown}"


def _values(operation: OperationBaseline) -> Iterator[str]:
    for whose, short in _WHOSE.items():
        named = [
            f"{name.removeprefix(whose).strip()}{'?' * (name in operation.optional)} "
            f"{written_variants(known, operation.occurrences.get(name))}"
            for name, known in operation.values.items()
            if name.startswith(whose) and not _SEPARATORS.search(name.removeprefix(whose).strip())
        ]
        if named:
            yield f"{short}: {', '.join(named)}"


def _read_operation(head: str, parts: Sequence[str]) -> OperationBaseline:
    arrow, operation = head.split(": ", 1)
    statuses = dict(map(_read_status, parts[0].split(", ")))
    values: dict[str, Sequence[Value]] = {}
    optional: set[str] = set()
    occurrences: dict[str, Occurrences] = {}
    for part in parts[1:]:
        short, named = part.split(": ", 1)
        whose = _LONG[short]
        for each in named.split(", "):
            field, known = each.split(" ", 1)
            name = f"{whose} {field.removesuffix('?')}"
            values[name], often = read_variants(known)
            if often:
                occurrences[name] = often
            if field.endswith("?"):
                optional.add(name)
    return OperationBaseline(arrow, operation, statuses, values, frozenset(optional), occurrences)


def _read_status(text: str) -> tuple[str, Range]:
    number, status = text.split(" ", 1)
    status = json.loads(status) if status.startswith('"') else status
    return status, Range.read(number.removesuffix("x"))


def _read_sql(parts: Iterable[str]) -> dict[str, SqlRange]:
    found = {}
    for part in parts:
        cost = _SQL.fullmatch(part)
        if cost is None:
            raise ValueError(f"no cost of a service: {part!r}")
        commits = Range.read(cost["commits"]) if cost["commits"] else None
        varying = Range.read(cost["varying"]) if cost["varying"] else None
        known = (Range.read(cost["statements"]), Range.read(cost["rows"]), commits, varying)
        found[cost["service"]] = SqlRange(*known)
    return found
