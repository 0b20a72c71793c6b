"""Each rule of the features' style, on a feature that breaks this rule alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.tools.lint.__main__ import findings, main

GOOD = """\
@cart_inventory @smoke
Feature: Copies in a cart
  As a customer I want to know what I can have.

  Rule: A cart never holds more copies than are available

    Background:
      Given the warehouse has 4 copies of "I, Robot"

    @blocker
    Scenario: Two copies are accepted when four are available
      Given the customer is signed in
      When the customer adds 2 copies to the cart
      Then the cart holds 2 copies

    Scenario Outline: A number of copies is cut to what is available
      When the customer adds <asked> copies to the cart
      Then the cart holds <held> copies

      Examples:
        | asked | held | why                     |
        | 5     | 4    | more than are available |
"""


def sentences(
    tmp_path: Path, text: str, name: str = "copies_in_a_cart", folder: str = "cart_and_inventory"
) -> str:
    path = tmp_path / folder / f"{name}.feature"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return "\n".join(f"{finding.line}: {finding.sentence}" for finding in findings([tmp_path]))


def test_a_feature_in_good_style_has_no_findings(tmp_path: Path) -> None:
    assert sentences(tmp_path, GOOD) == ""


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("  Rule: A cart", "\n" * 60 + "  Rule: A cart", "80: 82 lines: a feature has fewer than 80"),
        (
            "Feature: Copies in a cart",
            "Feature: Carts",
            '2: the feature is called as its file: "Copies in a cart"',
        ),
        (
            "      Given the customer is signed in\n",
            "      Given the customer is signed in\n" * 6,
            "11: 8 steps",
        ),
        ("When the customer adds 2", "And it is day\n      When the customer adds 2", ""),
        (
            "Then the cart holds 2 copies\n",
            "Then the cart holds 2 copies\n      When the customer leaves\n",
            "15: When comes too late",
        ),
        (
            "Then the cart holds 2 copies\n",
            "Then the cart holds 2 copies\n      When the customer leaves\n",
            "15: a scenario has one act",
        ),
        (
            "Given the customer is",
            "Givven the customer is",
            '12: "Givven the customer is signed in" is no step',
        ),
        ("Then the cart holds 2 copies", "And the customer leaves", "14: a scenario has one act"),
        ("Then the cart holds 2 copies", "And the customer leaves", "11: a scenario states an outcome"),
        (
            "      Given the warehouse has",
            "      Given it is day\n" * 3 + "      Given the warehouse has",
            "7: a Background",
        ),
        (
            'has 4 copies of "I, Robot"',
            "is open\n      When it rains",
            "9: a Background has only Given steps",
        ),
        (
            "Two copies are accepted",
            "Verify that two copies are accepted",
            '11: a title says what happens and when, without "V',
        ),
        ("Two copies are accepted", "Two copies should work", 'without "should"'),
        ("A cart never holds more copies than are available", "Limits", "5: a rule is a full sentence"),
        ("| why                     |", "| comment                 |", "21: an outline says why each row"),
        (
            "        | 5     | 4    | more",
            "        | 5     | 4    | m |\n" * 8 + "        | 5     | 4    | more",
            "16: 9 rows",
        ),
        ("@blocker", "@urgent", "10: @urgent is no tag of ours"),
        ("@blocker", "@core @policy_merges_carts", "@core and @policy_merges_carts exclude each other"),
        ("@cart_inventory @smoke", "@smoke", "2: the feature carries the tag of its folder: @cart_inventory"),
        ("the customer adds 2 copies", "I add 2 copies", '13: name who acts ("the customer") instead of "I"'),
        (
            "the customer adds 2 copies to the cart",
            "the customer adds 2 copies to the basket",
            '13: say "cart" for "basket"',
        ),
        (
            "the cart holds 2 copies\n",
            "the status code is 201\n",
            '14: say it in words of the shop, without "status code"',
        ),
        ("the cart holds 2 copies\n", "cart answers 201\n", 'without "answers 201"'),
        ("the customer adds 2 copies to the cart", "the customer asks /carts", 'without "/carts"'),
        ("the customer is signed in", "the customer waits 2 seconds", "12: time is moved"),
        (
            "Feature: Copies in a cart",
            "Feature Copies in a cart",
            '2: "Feature Copies in a cart": a file begins with its tags',
        ),
        (
            "  Rule: A cart never holds more copies than are available\n",
            "",
            "a scenario is an example of a rule",
        ),
    ],
)
def test_each_breach_is_named_with_its_line(tmp_path: Path, before: str, after: str, sentence: str) -> None:
    assert before in GOOD
    assert sentence in sentences(tmp_path, GOOD.replace(before, after, 1))


def test_a_scenario_needs_three_steps_with_its_background(tmp_path: Path) -> None:
    text = GOOD.replace('    Background:\n      Given the warehouse has 4 copies of "I, Robot"\n', "")
    assert "14: 2 steps: a scenario has at least 3" in sentences(tmp_path, text)


def test_a_seventh_scenario_is_one_too_many(tmp_path: Path) -> None:
    steps = "When the customer leaves\n      Then the cart is kept\n      And it is open\n"
    one = f"\n    Scenario: Number {{}}\n      {steps}"
    text = GOOD + "".join(one.format(number) for number in range(5))
    assert "a feature has at most 6 scenarios" in sentences(tmp_path, text)


def test_two_scenarios_of_one_title_are_found(tmp_path: Path) -> None:
    text = GOOD.replace("A number of copies is cut to what is", "Two copies are accepted when four are")
    assert "16: line 11 has the same title" in sentences(tmp_path, text)


def test_resilience_may_name_what_breaks(tmp_path: Path) -> None:
    text = GOOD.replace("@cart_inventory", "@resilience").replace(
        "cart holds 2 copies\n", "status code is 502\n"
    )
    assert sentences(tmp_path, text, folder="resilience") == ""


def test_the_command_prints_file_line_and_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sentences(tmp_path, GOOD.replace("@blocker", "@urgent"))
    assert main([str(tmp_path)]) == 1
    assert f"{tmp_path}/cart_and_inventory/copies_in_a_cart.feature:10: @urgent" in capsys.readouterr().out


def test_a_folder_without_features_is_no_success(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 1


def test_a_table_that_lists_every_call_may_be_as_long_as_the_journey(tmp_path: Path) -> None:
    rows = "\n".join(f"        | {asked} | 4    | more than are available |" for asked in range(6, 100))
    good = GOOD.replace("@cart_inventory @smoke", "@resilience").replace(
        "Examples:", "@crash\n      Examples:"
    )
    feature = f"{good}{rows}\n"
    assert sentences(tmp_path, feature, folder="resilience") == ""
    plain = feature.replace("@crash\n", "")
    assert "95 rows: an outline has at most 8" in sentences(tmp_path, plain, folder="resilience")
