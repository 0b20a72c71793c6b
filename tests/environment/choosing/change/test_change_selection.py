"""A change of code selects the scenarios that run it, use it, or cross its service."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.choosing.change.changed_file import ChangedFile
from environment.choosing.change.touched import Closeness
from tests.environment.choosing.change.conftest import ALL, SERVICE_FILE, Selecting


def test_a_function_selects_those_that_run_it_and_those_without_a_map(selecting: Selecting) -> None:
    assert selecting(SERVICE_FILE, "return self._one()", "return 0") == {
        "Places": Closeness.FUNCTION,
        "Is new": Closeness.WITHOUT_MAP,
    }


def test_a_scenario_without_a_map_is_left_out_where_another_service_changes(selecting: Selecting) -> None:
    assert selecting("bookstore/cart/service.py", "def add(self): ...", "def add(self): return 1") == {
        "Adds": Closeness.FUNCTION
    }


def test_a_constant_selects_those_that_run_what_uses_it(selecting: Selecting) -> None:
    found = selecting(SERVICE_FILE, "LIMIT = 3", "LIMIT = 4")
    assert found == {
        "Cancels -- @1.1 ": Closeness.USER,
        "Cancels -- @1.2 ": Closeness.USER,
        "Is new": Closeness.WITHOUT_MAP,
    }


def test_a_function_that_no_map_knows_selects_those_that_run_its_callers(selecting: Selecting) -> None:
    assert selecting(SERVICE_FILE, "return 7", "return 8") == {
        "Cancels -- @1.1 ": Closeness.USER,
        "Cancels -- @1.2 ": Closeness.USER,
        "Is new": Closeness.WITHOUT_MAP,
    }


def test_a_new_method_selects_those_that_run_what_calls_its_name(selecting: Selecting, project: Path) -> None:
    rules = "class Rule:\n    def size(self): return 1\nclass Big(Rule):\n    def other(self): return 0\n"
    (project / "bookstore/orders/rules.py").write_text(rules, "utf-8")
    selecting(SERVICE_FILE, "return LIMIT", "return rule.size() + LIMIT")
    found = selecting(
        "bookstore/orders/rules.py", "    def other", "    def size(self): return 2\n    def other"
    )
    assert found == {
        "Cancels -- @1.1 ": Closeness.USER,
        "Cancels -- @1.2 ": Closeness.USER,
        "Is new": Closeness.WITHOUT_MAP,
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("UNUSED = 4", "UNUSED = 5"), ("size: int = 4", "size: int = 5"), ("return 2", "return 3"),
        ("return 5", "return 6"), ("LIMIT = 3", "LIMIT = "),
        ("def place(self)", "@property\n    def place(self)"),
    ],
)  # fmt: skip
def test_what_no_function_shows_selects_all_that_cross_the_service(
    selecting: Selecting, old: str, new: str
) -> None:
    orders = {"Places", "Cancels -- @1.1 ", "Cancels -- @1.2 ", "Is new"}
    assert selecting(SERVICE_FILE, old, new).keys() == orders


def test_a_field_that_takes_its_limit_from_a_constant_is_checked_without_any_function(
    selecting: Selecting,
) -> None:
    selecting(SERVICE_FILE, "size: int = 4", "size: int = LIMIT")
    found = selecting(SERVICE_FILE, "LIMIT = 3", "LIMIT = 4")
    assert found["Places"] is Closeness.SERVICE


def test_parameters_select_those_that_run_the_function(selecting: Selecting) -> None:
    assert selecting(SERVICE_FILE, "def cancel(self)", "def cancel(self, times=1)") == {
        "Cancels -- @1.1 ": Closeness.FUNCTION,
        "Cancels -- @1.2 ": Closeness.FUNCTION,
        "Is new": Closeness.WITHOUT_MAP,
    }


@pytest.mark.parametrize(
    "use", ["READER = Depends(cancel)\n", "def start(): router = Router([Depends(cancel)])\n"]
)
def test_parameters_that_are_looked_at_before_any_scenario_select_all_that_cross_the_service(
    selecting: Selecting, use: str
) -> None:
    selecting(SERVICE_FILE, "def start(): return 2\n", use)
    found = selecting(SERVICE_FILE, "def cancel(self)", "def cancel(self, times=1)")
    assert found["Places"] is Closeness.SERVICE


@pytest.mark.parametrize("path", ["bookstore/orders/schema.sql", "bookstore/orders/locales/de.po"])
def test_what_is_no_python_selects_all_that_cross_the_service(selecting: Selecting, path: str) -> None:
    assert selecting(path, "a", "b").keys() == {"Places", "Cancels -- @1.1 ", "Cancels -- @1.2 ", "Is new"}


def test_the_platform_is_of_every_service(selecting: Selecting) -> None:
    assert selecting("bookstore/platform/schema.sql", "a", "b").keys() == ALL


def test_a_comment_selects_nothing(selecting: Selecting) -> None:
    assert selecting(SERVICE_FILE, "LIMIT = 3", "LIMIT = 3  # copies") == {}


def test_a_sentence_selects_those_that_use_it_with_a_map_or_without(selecting: Selecting) -> None:
    found = selecting("steps/order_steps.py", "context.orders.place()", "context.orders.place(1)")
    assert found == {"Places": Closeness.FUNCTION, "Is new": Closeness.FUNCTION}


def test_the_words_of_a_sentence_select_those_that_use_it(selecting: Selecting) -> None:
    found = selecting("steps/order_steps.py", '"a copy is added"', '"one copy is added"')
    assert found == {"Adds": Closeness.FUNCTION}


def test_a_task_selects_those_that_run_it_and_those_without_a_map(selecting: Selecting) -> None:
    found = selecting("steps/tasks/a.py", "return 1", "return 2")
    assert found == {"Removes": Closeness.FUNCTION, "Is new": Closeness.WITHOUT_MAP}


def test_a_field_of_a_class_of_the_steps_selects_everything(selecting: Selecting) -> None:
    selecting("steps/tasks/a.py", "def fill", "class A:\n    size: int = 1\ndef fill")
    assert selecting("steps/tasks/a.py", "size: int = 1", "size: int = 2").keys() == ALL


def test_a_rare_file_of_the_environment_selects_those_that_run_it(selecting: Selecting) -> None:
    found = selecting("environment/audit/rare.py", "a = 1", "a = 2")
    assert found == {"Adds": Closeness.FUNCTION, "Is new": Closeness.WITHOUT_MAP}


@pytest.mark.parametrize("path", ["environment/hooks.py", "environment/unknown.py", "pyproject.toml"])
def test_what_every_scenario_depends_on_selects_everything(selecting: Selecting, path: str) -> None:
    assert selecting(path, "a = 1", "a = 2").keys() == ALL


@pytest.mark.parametrize("path", ["README.md", "tests/test_a.py", "environment/tools/a.py"])
def test_what_no_scenario_reads_selects_nothing(selecting: Selecting, path: str) -> None:
    assert selecting(path, "a = 1", "a = 2") == {}


def test_a_file_that_is_gone_selects_those_that_ran_it(selecting: Selecting, project: Path) -> None:
    (project / "steps/tasks/a.py").unlink()
    found = selecting.of(ChangedFile("steps/tasks/a.py", "def fill(): return 1\n", None))
    assert found == {"Removes": Closeness.FUNCTION, "Is new": Closeness.WITHOUT_MAP}


def test_a_binary_file_of_a_service_selects_all_that_cross_it(selecting: Selecting) -> None:
    found = selecting.of(ChangedFile("bookstore/cart/logo.png", None, None, is_text=False))
    assert found.keys() == {"Adds", "Removes"}
