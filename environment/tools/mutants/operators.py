"""The operators: each changes one place of a function's body, as a hand that slips would."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
}  # fmt: skip
Functions = ast.FunctionDef | ast.AsyncFunctionDef
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Mutation(NamedTuple):
    """A node of the source, the text that takes its place, and the operator that says so."""

    operator: str
    node: ast.expr | ast.stmt
    text: str


def changes(function: Functions) -> Iterator[Mutation]:
    """Every change of the body, without that of nested functions."""
    for statement in function.body:
        if not _is_text(statement) and not isinstance(statement, _SCOPES):
            yield from _changes(statement)


def _changes(node: ast.AST) -> Iterator[Mutation]:
    if isinstance(node, ast.expr):
        yield from _of_expression(node)
    if isinstance(node, ast.stmt):
        yield from _of_statement(node)
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (*_SCOPES, ast.JoinedStr)):
            yield from _changes(child)


def _of_expression(node: ast.expr) -> Iterator[Mutation]:
    match node:
        case ast.Compare(left, [operator], right) if type(operator) in _COMPARISONS:
            other = _COMPARISONS[type(operator)]()
            yield _change("comparison", node, ast.Compare(left, [other], right))
        case ast.BoolOp(operator, values):
            other_word = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield _change("condition", node, ast.BoolOp(other_word, values))
        case ast.UnaryOp(ast.Not(), operand):
            yield _change("condition", node, operand)
        case ast.BinOp(left, operator, right) if type(operator) in _SUMS:
            yield _change("arithmetic", node, ast.BinOp(left, _SUMS[type(operator)](), right))
        case ast.Constant(bool(value)):
            yield _change("constant", node, ast.Constant(not value))
        case ast.Constant(int(value)):
            yield _change("constant", node, ast.Constant(value + 1))
        case ast.Call(called, [first, second, *others], keywords) if ast.dump(first) != ast.dump(second):
            yield _change("arguments", node, ast.Call(called, [second, first, *others], keywords))


def _of_statement(node: ast.stmt) -> Iterator[Mutation]:
    match node:
        case ast.Expr(ast.Call() | ast.Await(ast.Call())):
            yield Mutation("call removed", node, "pass")
        case ast.Raise():
            yield Mutation("error removed", node, "pass")
        case ast.Return(value) if value is not None and not _says_no(value):
            yield Mutation("result", node, "return None")
        case ast.If(condition) | ast.While(condition) if not isinstance(condition, ast.Compare):
            yield Mutation("condition", condition, f"(not ({ast.unparse(condition)}))")
        case ast.With(items) if all(each.optional_vars is None for each in items):
            for each in items:
                yield Mutation(
                    "lock or transaction removed", each.context_expr, "__import__('contextlib').nullcontext()"
                )
        case ast.Try(handlers=handlers):
            for handler in handlers:
                if not isinstance(handler.body[0], ast.Raise):
                    yield Mutation("handler", handler.body[0], "raise")


def _change(operator: str, node: ast.expr, by: ast.expr) -> Mutation:
    return Mutation(operator, node, f"({ast.unparse(ast.fix_missing_locations(by))})")


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _says_no(value: ast.expr) -> bool:
    """Whether it is None, or False: who asks for the truth of it sees no difference."""
    return isinstance(value, ast.Constant) and (value.value is None or value.value is False)
