"""The exit code of a run, and one clear sentence where the user has to act."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.environment.reporting.demo_run import Demo


def test_a_run_in_which_all_passed_is_a_success_and_says_where_to_look(demo: Demo) -> None:
    run = demo("--tags=@smoke")
    assert run.exit_code == 0
    assert (
        "Where to look\n  Logs            somewhere\n  Allure results  reports/allure-results\n"
        in run.console
    )


def test_tags_on_the_command_line_do_not_select_planned_scenarios(demo: Demo) -> None:
    run = demo("--tags=@cart_inventory")
    assert "The cart is shared with a friend" not in [each["name"] for each in run.results]


def test_planned_scenarios_run_when_asked_for_by_name(demo: Demo) -> None:
    run = demo("--tags=@planned")
    assert [each["name"] for each in run.results] == ["The cart is shared with a friend"]


def test_a_run_in_which_nothing_ran_is_a_failure(demo: Demo) -> None:
    run = demo("--tags=@nonsense")
    assert run.exit_code == 1
    assert 'Nothing ran: of the 34 scenarios in features none was left by --tags "@nonsense' in run.console


def test_a_run_in_which_all_was_skipped_says_why(demo: Demo) -> None:
    run = demo("--tags=@needs.database")
    assert run.exit_code == 1
    assert "none was left by a hook (the attached stack gives no database access)" in run.console


def test_a_dry_run_succeeds_without_running_and_fails_on_an_undefined_step(demo: Demo) -> None:
    assert demo("--dry-run", "--tags=@smoke").exit_code == 0
    assert demo("--dry-run").exit_code == 1


@pytest.mark.parametrize(
    ("argument", "sentence"),
    [
        ("stak=embedded", "ConfigError: -D stak: there is no such setting; known are stack"),
        (
            "stack=cloud",
            "ConfigError: -D stack=cloud: there is no such stack; known are embedded, containers",
        ),
        ("stack=attach", "ConfigError: -D target=target.toml: there is no such file; `make up` writes one"),
        ("keep=perhaps", "ConfigError: -D keep=perhaps: write keep=1 or keep=0"),
    ],
)
def test_a_wrong_setting_is_refused_in_one_sentence(demo: Demo, argument: str, sentence: str) -> None:
    run = demo("-D", argument)
    assert run.exit_code == 1
    assert sentence in run.console
    assert "Traceback" not in run.console


def test_a_second_allure_formatter_is_refused(demo: Demo) -> None:
    run = demo("-f", "allure")
    assert run.exit_code == 1
    assert "leave -f allure out" in run.console


def test_an_environment_that_does_not_start_breaks_every_scenario(demo: Demo) -> None:
    run = demo("--tags=@cart_inventory", DEMO_BREAKS="before_all")
    assert run.exit_code == 1
    assert {each["status"] for each in run.results} == {"broken"}
    assert run.run_errors == ["HOOK-ERROR in before_all: RuntimeError: PostgreSQL did not start"]
    assert "Nothing ran" not in run.console


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("after_all", "HOOK-ERROR in after_all: RuntimeError: a process stayed behind"),
        ("run_cleanup", "HOOK-ERROR in clean-up of the run: OSError: the folder is still in use"),
    ],
)
def test_a_tear_down_that_fails_fails_the_run(demo: Demo, broken: str, message: str) -> None:
    run = demo("--tags=@smoke", DEMO_BREAKS=broken)
    assert run.exit_code == 1
    assert run.run_errors == [message]


def test_text_that_is_no_step_is_refused_before_anything_starts(demo: Demo) -> None:
    folder = demo("--tags=@smoke").folder
    feature = folder / "features" / "cart_and_inventory" / "copies_in_a_cart.feature"
    text = feature.read_text("utf-8")
    feature.write_text(
        text.replace("      Given the warehouse has 4", "      Givven the warehouse has 4"), "utf-8"
    )
    run = demo("--tags=@smoke", folder=folder)
    assert run.exit_code == 1
    assert (
        "ConfigError: features/cart_and_inventory/copies_in_a_cart.feature:15: "
        '"Givven the warehouse has 4 copies of "Dune"" is no step, so it is not run: did you mean "Given"?'
    ) in run.console
    assert "scenarios passed" not in run.console


CART = Path("features/cart_and_inventory/copies_in_a_cart.feature")


def changed(demo: Demo, before: str, after: str, encoding: str = "utf-8") -> Path:
    """A copy of the demo in which one text of a feature is another."""
    folder = demo("--dry-run", "--tags=@smoke").folder
    text = (folder / CART).read_text("utf-8")
    assert before in text
    (folder / CART).write_text(text.replace(before, after, 1), encoding)
    return folder


@pytest.mark.parametrize("options", [(), ("--jobs", "2"), ("--dry-run",)])
def test_a_step_that_is_no_sentence_says_why_and_shows_no_code(demo: Demo, options: tuple[str, ...]) -> None:
    folder = changed(demo, "Given the warehouse has 4 copies", "Given the warehouse had 4 copies")
    run = demo("--tags=@smoke", *options, folder=folder)
    assert run.exit_code == 1
    sentence = (
        f'{CART}:15: no sentence is "Given the warehouse had 4 copies of "Dune"": '
        'the nearest is "Given the warehouse has {copies} copies of "{title}"" (steps/demo_steps.py:'
    )
    assert sentence in run.console
    assert "Traceback" not in run.console
    assert "@given" not in run.console


def test_a_table_that_no_step_reads_is_red(demo: Demo) -> None:
    table = "      When the customer adds 2 copies to the cart\n        | a |\n        | 1 |\n"
    folder = changed(demo, "      When the customer adds 2 copies to the cart\n", table)
    run = demo("--tags=@smoke", folder=folder)
    assert run.exit_code == 1
    assert 'the table below "When the customer adds 2 copies to the cart" is not read' in run.console


@pytest.mark.parametrize(
    ("before", "after", "encoding", "sentence"),
    [
        ("Feature:", "Featur:", "utf-8", 'a file begins with its tags and "Feature: <its title>"'),
        ("      When the customer", "      Whenn the customer", "utf-8", 'is no step: did you mean "When"?'),
        ("Feature:", "# language: xy\nFeature:", "utf-8", 'there is no language "xy"'),
        ("Dune", "D\u00fcne", "latin-1", "this is no UTF-8: save the file in the encoding UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    demo: Demo, before: str, after: str, encoding: str, sentence: str
) -> None:
    folder = changed(demo, before, after, encoding)
    if "language" in after:  # it counts only above everything else
        (folder / CART).write_text(f"# language: xy\n{(folder / CART).read_text('utf-8')}", "utf-8")
    run = demo("--tags=@smoke", folder=folder)
    assert run.exit_code == 1
    assert f"ConfigError: {CART}:" in run.console
    assert sentence in run.console
    assert "Traceback" not in run.console
