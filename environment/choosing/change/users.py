"""What uses code, followed from name to name until functions are found that maps know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from environment.choosing.change.mentions import Mention, Mentions
from environment.choosing.code_parts import called
from environment.choosing.maps.function_map import MappedFunction
from environment.choosing.maps.recorded_code import REST
from environment.choosing.recorded_maps import RecordedMaps

_AROUND = ".<locals>."


@dataclass(frozen=True)
class Users:
    """functions: those that a map knows. at_import: files that use it where no function shows it."""

    functions: frozenset[MappedFunction]
    at_import: frozenset[str]


class _Name(NamedTuple):
    """A name to follow. by_younger: by code alone that is younger than the maps."""

    name: str
    defined_in: str
    by_younger: bool


def users_of(
    file: str,
    names: Iterable[str],
    functions: Iterable[MappedFunction],
    mentions: Mentions,
    recording: RecordedMaps,
) -> Users:
    """Follow names of a file, and functions of it, to what uses them.

    Of a function that no map knows its callers are users. Where maps know it, they tell who runs it, but for
    callers that are younger than the maps: these may run it now where they did not before. What is mentioned
    nowhere, such as a function that a decorator hands on, may be used from anywhere.
    """
    walk = _Walk(mentions, recording)
    walk.due = [_Name(name, file, by_younger=False) for name in names]
    for each in functions:
        walk.reach(each)
    while walk.due:
        walk.follow(walk.due.pop())
    return Users(frozenset(walk.functions), frozenset(walk.at_import))


class _Walk:
    def __init__(self, mentions: Mentions, recording: RecordedMaps) -> None:
        self._mentions, self._recording = mentions, recording
        self.due: list[_Name] = []
        self.functions, self.at_import = set[MappedFunction](), set[str]()
        self._seen: set[tuple[str, bool]] = set()

    def follow(self, name: _Name) -> None:
        """Add what mentions a name."""
        if not self._seen.isdisjoint({(name.name, False), (name.name, name.by_younger)}):
            return
        self._seen.add((name.name, name.by_younger))
        used = False
        for each in self._mentions.of(name.name):
            used |= self._behind(each, name)
        if not (used or name.by_younger):
            self.at_import.add(name.defined_in)

    def reach(self, function: MappedFunction) -> set[str]:
        """Add a function, and what may call it; the names by which those are found that no map knows."""
        known, called_by = known_around(function, self._recording)
        for each in known - self.functions:
            self.functions.add(each)
            if by_name := _calling_name(each.name):
                self.due.append(_Name(by_name, each.file, by_younger=True))
        self.due += [_Name(each, function.file, by_younger=False) for each in called_by]
        return called_by

    def _behind(self, mention: Mention, name: _Name) -> bool:
        """Add what is behind a mention; whether there is something."""
        if name.by_younger and not self._is_younger(mention):
            return False
        if mention.binds:
            self.due += [_Name(each, mention.file, by_younger=False) for each in mention.binds]
            return bool(mention.binds - {name.name})
        if not mention.function:  # a field may be checked, or an object be made, without a function
            self.at_import.add(mention.file)
            return True
        called_by = self.reach(MappedFunction(mention.file, mention.function))
        if any(each.endswith("__") for each in called_by):  # by the interpreter
            self.at_import.add(mention.file)
            return True
        return not called_by or bool(called_by - {name.name})

    def _is_younger(self, mention: Mention) -> bool:
        parts = {mention.function} if mention.function else mention.binds or {REST}
        return any(self._recording.is_younger(MappedFunction(mention.file, each)) for each in parts)


def known_around(function: MappedFunction, recording: RecordedMaps) -> tuple[set[MappedFunction], set[str]]:
    """The function where a map knows it, else the one around it, else the name by which it is called."""
    name = function.name
    while name:
        if recording.knows(known := MappedFunction(function.file, name)):
            return {known}, set()
        name, nested, _ = name.rpartition(_AROUND)
        if not nested:
            break
    return set(), {called(function.name)}


def _calling_name(qualified: str) -> str:
    """The name by which new code would call a function: of a method that the interpreter calls, its class."""
    name = called(qualified)
    return called(qualified.rpartition(".")[0]) if name.endswith("__") else name
