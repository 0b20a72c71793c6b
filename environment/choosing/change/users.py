"""What uses code that no map knows, followed from name to name until functions are found that maps know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from environment.choosing.change.code_change import called
from environment.choosing.change.mentions import Mention, Mentions
from environment.choosing.maps.function_map import MappedFunction
from environment.choosing.reach import ScenarioReach


@dataclass(frozen=True)
class Users:
    """functions: those that a map knows. at_import: files that use it where no function shows it."""

    functions: frozenset[MappedFunction]
    at_import: frozenset[str]


def users_of(file: str, names: Iterable[str], mentions: Mentions, reach: ScenarioReach) -> Users:
    """Follow the names of a file; the callers of a function that no map knows are its users as well.

    What is mentioned nowhere, such as a function that a decorator hands on, may be used from anywhere.
    """
    due, seen = [(name, file) for name in names], set[str]()
    functions, at_import = set[MappedFunction](), set[str]()
    while due:
        name, defined_in = due.pop()
        if name in seen:
            continue
        seen.add(name)
        used = False
        for each in mentions.of(name):
            known, next_names, imported = _behind(each, reach)
            functions |= known
            at_import |= imported
            due += [(it, each.file) for it in next_names]
            used = used or bool(known or imported or next_names - {name})
        if not used:
            at_import.add(defined_in)
    return Users(frozenset(functions), frozenset(at_import))


def _behind(mention: Mention, reach: ScenarioReach) -> tuple[set[MappedFunction], set[str], set[str]]:
    """The functions behind a mention, the names to follow, and the file where no function shows it."""
    if mention.binds:
        return set(), set(mention.binds), set()
    if not mention.function:  # a field may be checked, or an object be made, without a function
        return set(), set(), {mention.file}
    known, called_by = known_around(MappedFunction(mention.file, mention.function), reach)
    by_the_interpreter = {mention.file} if any(name.endswith("__") for name in called_by) else set[str]()
    return known, called_by, by_the_interpreter


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
