"""Names, labels, texts and attachments of a result, in a run of the demo features."""

from __future__ import annotations

import json

from tests.environment.reporting.demo_run import Demo, DemoRun

ACCEPTED = "Two copies are accepted when four are available"
CHARGED = "The order service fails after the card was charged"


def test_the_tree_is_integration_point_then_feature_then_rule(whole: DemoRun) -> None:
    labels = whole.labels(ACCEPTED)
    assert labels["epic"] == ["Cart and inventory"]
    assert labels["feature"] == ["Copies in a cart"]
    assert labels["story"] == ["A cart never holds more copies than are available"]


def test_a_story_tag_of_the_rule_takes_the_place_of_its_title(whole: DemoRun) -> None:
    assert whole.labels("The cart is there the next day")["story"] == ["Old carts"]


def test_risk_tags_become_the_severity_and_other_tags_stay_tags(whole: DemoRun) -> None:
    labels = whole.labels(ACCEPTED)
    assert labels["severity"] == ["blocker"]
    assert labels["tag"] == ["cart_inventory", "smoke"]
    assert whole.labels("The cart is there the next day")["severity"] == ["minor"]  # the rule's tag
    assert whole.labels("Outside of every rule")["severity"] == ["normal"]


def test_a_step_may_set_labels_while_it_runs(whole: DemoRun) -> None:
    labels = whole.labels("The customer may try again")
    assert labels["severity"] == ["critical"]
    assert labels["owner"] == ["payments team"]


def test_an_issue_tag_becomes_a_link(whole: DemoRun) -> None:
    (link,) = whole.result("The cart is there the next day")["links"]
    assert link["url"] == "https://tracker.example/BOOK-42"


def test_rows_of_an_outline_are_distinguished_by_their_reason(whole: DemoRun) -> None:
    few = whole.result("A number of copies is accepted (fewer than are available)")
    many = whole.result("A number of copies is accepted (more than are available)")
    assert (few["status"], many["status"]) == ("passed", "failed")
    assert {each["name"]: each["value"] for each in many["parameters"]}["asked"] == "5"


def test_no_two_scenarios_share_a_history_even_with_the_same_title(whole: DemoRun) -> None:
    results = whole.results
    assert len({each["historyId"] for each in results}) == len(results)
    same = [each["status"] for each in results if each["name"] == "Twice the same title"]
    assert sorted(same) == ["failed", "passed"]


def test_a_scenario_keeps_its_history_from_run_to_run(whole: DemoRun, demo: Demo) -> None:
    again = demo("--tags=@smoke")
    assert again.result(ACCEPTED)["historyId"] == whole.result(ACCEPTED)["historyId"]


def test_the_text_of_the_feature_file_is_at_the_top(whole: DemoRun) -> None:
    text = whole.result(ACCEPTED)["descriptionHtml"]
    assert text.index("What the warehouse has reserved") < text.index("As a customer")
    assert "As a customer<br>I want to know what I can have" in text


def test_a_picture_shown_by_a_hook_is_above_the_text_of_the_feature_file(whole: DemoRun) -> None:
    text = whole.result(CHARGED)["descriptionHtml"]
    assert text.startswith('<p><img alt="checkout asks payments, which declines"')


def test_tables_and_texts_below_a_rule_are_attached_to_their_step(whole: DemoRun) -> None:
    table = whole.result(ACCEPTED)["steps"][1]["attachments"][0]
    assert (whole.allure / table["source"]).read_text("utf-8").splitlines() == [
        "title,copies",
        "Emma,1",
        "Dune,4",
    ]
    text = whole.result("The cart is there the next day")["steps"][0]["attachments"][0]
    assert (whole.allure / text["source"]).read_text("utf-8") == "The cart token is kept by the browser."


def test_inner_steps_are_nested(whole: DemoRun) -> None:
    adding = whole.result(ACCEPTED)["steps"][2]
    assert [step["name"] for step in adding["steps"]] == ["ask inventory"]
    assert [each["name"] for each in adding["steps"][0]["attachments"]] == ["answer"]


def test_evidence_of_a_hook_is_attached_to_the_scenario(whole: DemoRun) -> None:
    assert whole.attachment(CHARGED, "ledger").splitlines() == ["payment,captured", "7f3a,1900"]
    exchange = json.loads(whole.attachment(CHARGED, "checkout -> payments: PUT /payments/7f3a 402"))
    assert (exchange["schemaVersion"], exchange["response"]["status"]) == (1, 402)


def test_captured_output_is_attached_when_a_scenario_did_not_pass(whole: DemoRun) -> None:
    assert "received 4 of Dune" in whole.attachment("Inventory is unreachable", "captured output")
    assert not whole.result(ACCEPTED).get("attachments")


def test_a_trace_shows_our_frames_and_the_cause_but_none_of_behaves(whole: DemoRun) -> None:
    trace = whole.result("Inventory is unreachable")["statusDetails"]["trace"]
    assert "demo_steps.py" in trace
    assert "TimeoutError: no answer within 2 s" in trace
    assert "behave/model.py" not in trace


def test_the_run_is_described(whole: DemoRun) -> None:
    about = (whole.allure / "environment.properties").read_text("utf-8")
    assert "behave = 1.3.3\n" in about
    assert "PostgreSQL = 18.6\n" in about
    assert json.loads((whole.allure / "executor.json").read_text("utf-8"))["name"]
