"""Which names a function reaches: by its own code, and by the functions of this project that it calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import CodeType, FunctionType
from typing import Any


def names_reached(function: Callable[..., Any]) -> frozenset[str]:
    """The attributes and globals in the byte code of a function, and of the plain functions that it names.

    A function that is only passed on as a value counts as called: a name too many asks for a declaration
    that the scenario could do without, a name too few would let a scenario begin that the target cannot run.
    """
    seen: set[FunctionType] = set()
    return frozenset(name for code in _codes(function, seen) for name in code.co_names)


def _codes(function: Any, seen: set[FunctionType]) -> Iterator[CodeType]:
    if not isinstance(function, FunctionType) or function in seen:
        return
    seen.add(function)
    for cell in function.__closure__ or ():
        yield from _codes(cell.cell_contents, seen)
    for code in _nested(function.__code__):
        yield code
        for name in code.co_names:
            for each in _functions_in(function.__globals__.get(name)):
                yield from _codes(each, seen)


def _functions_in(value: Any) -> Iterator[Any]:
    """The value itself, or the functions of a table by name."""
    yield from value.values() if isinstance(value, Mapping) else (value,)


def _nested(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _nested(constant)
