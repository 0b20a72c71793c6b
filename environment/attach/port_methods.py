"""Which port methods of the shop a step reaches by its code, such as "cart.add": they are known before a run.

A chain such as `world.shop.cart.add` is read from the source, also where a part of it has got a name of its
own (`checkout = world.shop.checkout`). Functions and classes of `steps` that the code names are followed.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

import steps.drivers
from environment.world.offered_ports import OWN_API, OWN_TOKENS, PORTS

_FOLLOWED = Path(steps.drivers.__file__).parents[1]
_SHOP, _ACTORS = "shop", "actors"
_OF_ACTORS = {
    "customer": "accounts.customer",
    "guest": "accounts.guest",
    "staff": "accounts.staff",
    "flawed_token": OWN_TOKENS,
}
_OWN_APIS = ("sent_by", "direct_apis")
Chain = tuple[str, ...]


def port_methods_of(function: Callable[..., Any]) -> frozenset[str]:
    """The port methods that a function of `steps` may call, itself or by what it names."""
    found: set[str] = set()
    seen: set[Any] = set()
    ahead: list[Any] = [inspect.unwrap(function)]
    while ahead:
        one = ahead.pop()
        if one in seen:
            continue
        seen.add(one)
        methods, named = _read(one)
        found |= methods
        ahead += named
    return frozenset(found)


@cache
def _read(one: Any) -> tuple[frozenset[str], tuple[Any, ...]]:
    """The port methods in the source of a function or class, and the functions and classes it names."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(one)))
    except (OSError, TypeError, SyntaxError):
        return frozenset(), ()
    known = _names(tree)
    chains = [chain for node in ast.walk(tree) if (chain := _chain(node, known))]
    methods = {method for chain in chains for method in _methods(chain)}
    return frozenset(methods), tuple(_named(one, tree))


def _names(tree: ast.AST) -> dict[str, Chain]:
    """By local name, the chain that was assigned to it."""
    known: dict[str, Chain] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for name, value in _pairs(target, node.value):
                    if chain := _chain(value, known):
                        known[name] = chain
    return known


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=False):
            yield from _pairs(one, other)


def _chain(node: ast.AST, known: dict[str, Chain]) -> Chain:
    """`world.shop.cart.add` as its names; empty for anything else."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ()
    return (*known.get(node.id, (node.id,)), *reversed(names))


def _methods(chain: Chain) -> Iterator[str]:
    if _SHOP in chain:
        port = chain[chain.index(_SHOP) + 1 :]
        if len(port) > 1 and port[0] in PORTS:
            yield f"{port[0]}.{port[1]}"
        elif port and port[0] in _OWN_APIS:
            yield OWN_API
    if _ACTORS in chain:
        called = chain[chain.index(_ACTORS) + 1 :]
        if called and called[0] in _OF_ACTORS:
            yield _OF_ACTORS[called[0]]


def _named(one: Any, tree: ast.AST) -> Iterator[Any]:
    """The functions and classes of `steps` that the code names, also as an attribute of a module."""
    scope = getattr(one, "__globals__", None) or vars(inspect.getmodule(one))
    for node in ast.walk(tree):
        value: Any = None
        if isinstance(node, ast.Name):
            value = scope.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            value = getattr(scope.get(node.value.id), node.attr, None)
        if _is_followed(value):
            yield inspect.unwrap(value)


def _is_followed(value: Any) -> bool:
    """behave gives the functions of step files no module: where their code is tells whose they are."""
    if isinstance(value, FunctionType):
        return _FOLLOWED in Path(inspect.unwrap(value).__code__.co_filename).resolve().parents
    return isinstance(value, type) and value.__module__.partition(".")[0] == steps.__name__
