"""Two versions of a file are compared by what they do, part by part."""

from __future__ import annotations

import pytest

from environment.choosing.change.code_change import CodeChange, code_change

_SOURCE = '''
"""A module."""
from orders import Order
LIMIT = 3

class Orders:
    """Orders."""
    size: int = 4

    def cancel(self, times: int = 5) -> int:
        """Cancel."""
        if times:
            def inner() -> int:
                return 6
            return inner()
        return 7

def add():
    pick = lambda: 9
    return pick()

print("loaded")
'''


def _change(old: str, new: str) -> CodeChange:
    assert old in _SOURCE
    return code_change(_SOURCE, _SOURCE.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LIMIT = 3", "# how many\nLIMIT  =  3"), ('"""A module."""', '"""The module."""'),
        ('"""Cancel."""', '"""End it."""'), ('"""Orders."""', ""), ("return 7", "return (7)"),
    ],
)  # fmt: skip
def test_comments_docstrings_and_formatting_are_no_difference(old: str, new: str) -> None:
    assert _change(old, new).nothing


@pytest.mark.parametrize(
    ("old", "new", "functions"),
    [
        ("return 6", "return 60", {"Orders.cancel.<locals>.inner"}),
        ("return 7", "return 70", {"Orders.cancel"}),
        ("def inner() ->", "def inner(more=1) ->", {"Orders.cancel"}),
        ("lambda: 9", "lambda: 90", {"add"}),
        ("if times:", "if not times:", {"Orders.cancel"}),
    ],
)
def test_a_body_is_that_of_the_innermost_function(old: str, new: str, functions: set[str]) -> None:
    assert _change(old, new) == CodeChange(functions=frozenset(functions))


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("LIMIT = 3", "LIMIT = 4", CodeChange(names=frozenset({"LIMIT"}))),
        ("from orders import", "from old_orders import", CodeChange(names=frozenset({"Order"}))),
        ("times: int = 5", "times: int = 6", CodeChange(parameters=frozenset({"Orders.cancel"}))),
        ("size: int = 4", "size: int = 5", CodeChange(elsewhere=True)),
        ("class Orders:", "class Orders(Order):", CodeChange(elsewhere=True)),
        ('print("loaded")', 'print("read")', CodeChange(elsewhere=True)),
    ],
)
def test_what_is_outside_of_bodies_is_told_apart(old: str, new: str, change: CodeChange) -> None:
    assert _change(old, new) == change


@pytest.mark.parametrize(
    ("new", "change"),
    [
        ("def more():\n    return 1\n", CodeChange(names=frozenset({"more"}))),
        ("class More:\n    size: int = 1\n    def many(self): ...\n", CodeChange(names=frozenset({"More"}))),
        ("MORE = 5\nimport more\n", CodeChange()),
        (
            "@route\ndef more():\n    return 1\n",
            CodeChange(names=frozenset({"more"}), registered=frozenset({"more"})),
        ),
    ],
)
def test_what_is_added_is_used_by_its_name_alone(new: str, change: CodeChange) -> None:
    assert _change("def add():", f"{new}\ndef add():") == change


@pytest.mark.parametrize(
    "line", ["from orders import Order, Line", "from orders import (\n    Line,\n    Order,\n)"]
)
def test_a_name_that_is_imported_beside_others_changes_none_of_them(line: str) -> None:
    assert _change("from orders import Order", line) == CodeChange()


@pytest.mark.parametrize("name", ["__call__", "__init__"])
def test_parameters_that_the_interpreter_fills_may_be_looked_at(name: str) -> None:
    before = _SOURCE.replace("def cancel", f"def {name}")
    assert code_change(before, before.replace("times: int = 5", "times: int = 6")) == CodeChange(
        heads=frozenset({f"Orders.{name}"})
    )


@pytest.mark.parametrize("decorator", ["@route\n", "@property\n"])
def test_so_may_those_of_a_function_that_a_decorator_gets(decorator: str) -> None:
    before = _SOURCE.replace("def add():", f"{decorator}def add(times=1):")
    for after in (before.replace("times=1", "times=2"), before.replace(decorator, "")):
        assert code_change(before, after) == CodeChange(heads=frozenset({"add"}))


def test_a_method_that_no_name_calls_may_be_called_from_anywhere() -> None:
    assert _change("    def cancel", "    def __len__(self): return 1\n    def cancel").elsewhere


def test_a_function_that_is_gone_is_one_of_the_earlier_version() -> None:
    assert _change("def add():", "def plus():").functions == {"add"}


def test_a_file_that_is_gone_has_all_its_functions_changed() -> None:
    assert code_change(_SOURCE, None).functions == {"add", "Orders.cancel", "Orders.cancel.<locals>.inner"}


def test_a_new_file_is_used_by_its_names() -> None:
    assert code_change(None, "def add(): ...\nclass Orders: ...\n").names == {"add", "Orders"}


@pytest.mark.parametrize("text", ["def (", "a = '\0'"])
def test_what_is_no_python_may_change_anything(text: str) -> None:
    assert code_change(_SOURCE, text) == CodeChange(elsewhere=True)
