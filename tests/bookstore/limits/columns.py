"""The limits of the columns of a service's tables: what `schema.sql` states, in words of JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from steps.vocabulary.field_limits import FieldLimits

_TABLE = re.compile(r"CREATE TABLE (\w+) \((.*?)\n\);", re.DOTALL)
_COLUMN = re.compile(r"\s+(\w+) (integer|bigint|smallint|text|varchar\((\d+)\)|char\((\d+)\))(.*)")
_LARGEST = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}


def columns(service: str) -> Iterator[tuple[str, str, FieldLimits]]:
    """Table, column and limits of each column that holds numbers or text."""
    for table, body in _TABLE.findall((Path("bookstore") / service / "schema.sql").read_text("utf-8")):
        for line in re.sub(r"\(\n\s+", "(", re.sub(r",\n\s+'", ", '", body)).splitlines():
            if found := _COLUMN.match(line):
                name, kind, *lengths, rest = found.groups()
                yield table, name, FieldLimits(_of_type(kind, lengths) | _of_check(name, rest))


def _of_type(kind: str, lengths: list[str | None]) -> dict[str, Any]:
    if kind in _LARGEST:
        return {"type": "integer", "maximum": _LARGEST[kind], "minimum": -_LARGEST[kind] - 1}
    longest = next((int(length) for length in lengths if length), None)
    return {"type": "string"} | ({} if longest is None else {"maxLength": longest})


def _of_check(column: str, rest: str) -> dict[str, Any]:
    """The limits of a check of this column alone, with constants; other checks are rules and no limits."""
    check = rest.partition("CHECK (")[2]
    if found := re.match(rf"{column} (>=|>|<=|<) (\d+)\)", check):
        operator, value = found[1], int(found[2])
        beyond = {">": 1, "<": -1}.get(operator, 0)
        return {"minimum" if operator[0] == ">" else "maximum": value + beyond}
    if found := re.match(rf"{column} BETWEEN (\d+) AND (\d+)\)", check):
        return {"minimum": int(found[1]), "maximum": int(found[2])}
    if found := re.match(rf"{column} IN \(([^)]*)\)", check):
        return {"enum": re.findall(r"'([^']*)'", found[1])}
    if found := re.match(rf"{column} ~ '([^']*)'\)", check):
        return {"pattern": found[1]}
    if found := re.match(rf"(?:char_)?length\({column}\) <= (\d+)\)", check):
        return {"maxLength": int(found[1])}
    return {}
