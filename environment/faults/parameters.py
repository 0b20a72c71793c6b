"""The parameters of a kind are the fields of its dataclass; the values of a spec are checked against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from environment.faults.errors import InvalidFault
from environment.faults.fault_kind import FaultKind

AKind = TypeVar("AKind", bound=FaultKind)
_WORDS = {float: "a number", int: "a whole number", str: "text", bool: "true or false", NoneType: "nothing"}


def build_kind(kind: type[AKind], given: Mapping[str, Any]) -> AKind:
    """The kind with these parameters. Raises InvalidFault, which lists the parameters that exist."""
    types = get_type_hints(kind)
    known = {each.name: each for each in fields(kind)}
    strange = sorted(given.keys() - known.keys())
    missing = [name for name, each in known.items() if name not in given and _required(each)]
    wrong = [name for name in known.keys() & given.keys() if not _fits(given[name], types[name])]
    for problem, names in (
        ("no parameter", strange),
        ("no value for", missing),
        ("a wrong value for", wrong),
    ):
        if names:
            raise InvalidFault(f"Fault kind {kind.name!r} has {problem} {', '.join(names)}. {_known(kind)}")
    return kind(**given)


def describe_parameters(kind: type[FaultKind]) -> dict[str, str]:
    """By parameter, its type in words and its default."""
    types = get_type_hints(kind)
    return {
        each.name: _word(types[each.name]) + ("" if _required(each) else f", else {_default(each)!r}")
        for each in fields(kind)
    }


def _default(each: Field[Any]) -> object:
    return each.default if each.default_factory is MISSING else each.default_factory()


def _known(kind: type[FaultKind]) -> str:
    listed = "; ".join(f"{name} ({word})" for name, word in describe_parameters(kind).items())
    return f"Known: {listed or 'it has none'}."


def _required(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _fits(value: object, wanted: Any) -> bool:
    if wanted is object:
        return True
    if get_origin(wanted) is Literal:
        return value in get_args(wanted)
    if isinstance(wanted, UnionType):
        return any(_fits(value, each) for each in get_args(wanted))
    if wanted is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if get_origin(wanted) is dict:
        return isinstance(value, dict)
    return isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))


def _word(wanted: Any) -> str:
    if get_origin(wanted) is Literal:
        return "one of " + ", ".join(repr(each) for each in get_args(wanted))
    if isinstance(wanted, UnionType):
        return " or ".join(_word(each) for each in get_args(wanted))
    if get_origin(wanted) is dict:
        return "names with values"
    return _WORDS.get(wanted, "any JSON value")
