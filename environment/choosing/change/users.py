"""What uses code that no map knows, followed from name to name until functions are found that maps know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from environment.choosing.change.code_change import called
from environment.choosing.change.mentions import Mentions
from environment.choosing.maps.function_map import MappedFunction
from environment.choosing.reach import ScenarioReach


@dataclass(frozen=True)
class Users:
    """functions: those that a map knows. at_import: files that use it where no function shows it."""

    functions: frozenset[MappedFunction]
    at_import: frozenset[str]


def users_of(names: Iterable[str], mentions: Mentions, reach: ScenarioReach) -> Users:
    """Follow the names; the callers of a function that no map knows are its users as well."""
    due, seen = list(names), set[str]()
    functions, at_import = set[MappedFunction](), set[str]()
    while due:
        name = due.pop()
        if name in seen:
            continue
        seen.add(name)
        for each in mentions.of(name):
            if each.binds:
                due += each.binds
            elif not each.function:
                at_import.add(each.file)  # a field may be checked, or an object be made, without a function
            else:
                known, called_by = known_around(MappedFunction(each.file, each.function), reach)
                functions |= known
                due += called_by
                if any(it.endswith("__") for it in called_by):  # the interpreter calls it
                    at_import.add(each.file)
    return Users(frozenset(functions), frozenset(at_import))


def known_around(function: MappedFunction, reach: ScenarioReach) -> tuple[set[MappedFunction], set[str]]:
    """The function where a map knows it, else the one around it, else the name by which it is called."""
    name = function.name
    while name:
        if reach.knows(known := MappedFunction(function.file, name)):
            return {known}, set()
        name, nested, _ = name.rpartition(".<locals>.")
        if not nested:
            break
    return set(), {called(function.name)}
