"""Flaky is what was red and green on the same code; what the red runs share is told where it is no chance."""

from __future__ import annotations

from dataclasses import replace

from environment.session.history.kept_run import KeptRun
from environment.tools.retrospective.flaky import flaky_scenarios
from tests.environment.session.history.kept_runs import RED, run_at


def runs(pattern: str, **more: object) -> list[KeptRun]:
    """A run a day for each letter; x is a red one."""
    reds = {"x": (RED,), ".": ()}
    return [run_at(f"2026-11-{day:02}", red=reds[each], **more) for day, each in enumerate(pattern, start=1)]


def test_red_and_green_on_the_same_code_is_flaky() -> None:
    (found,) = flaky_scenarios(runs("..x.x"))
    assert (found.latest.title, len(found.red), len(found.results), found.codes) == (RED.title, 2, 5, 1)
    assert found.sentences == {RED.sentence: 2}


def test_red_on_one_code_and_green_on_the_next_is_a_defect_that_was_mended() -> None:
    assert flaky_scenarios([*runs("xxx", code="before"), *runs("...", code="after")]) == ()


def test_a_run_that_did_not_have_the_scenario_says_nothing_of_it() -> None:
    assert (
        flaky_scenarios([run_at("2026-11-01", red=(RED,)), run_at("2026-11-02", seconds={"ffff": 1.0})]) == ()
    )


def test_a_run_of_a_part_tells_as_much() -> None:
    assert len(flaky_scenarios([*runs("x"), *runs(".", complete=())])) == 1


def test_several_codes_are_counted_and_always_red_ones_left_out() -> None:
    history = [*runs("x.", code="a"), *runs("xx", code="b"), *runs(".x", code="c")]
    (found,) = flaky_scenarios(history)
    assert (found.codes, len(found.results), len(found.red)) == (2, 4, 2)


def test_the_most_frequent_sentence_is_the_first() -> None:
    other = replace(RED, sentence="no answer within 5 s")
    history = [run_at(f"2026-11-0{day}", red=(red,)) for day, red in ((1, RED), (2, other), (3, other))]
    (found,) = flaky_scenarios([*history, run_at("2026-11-04")])
    assert list(found.sentences.items()) == [("no answer within 5 s", 2), (RED.sentence, 1)]


def test_what_all_red_runs_share_is_told_with_its_share() -> None:
    night = [
        run_at(f"2026-11-{day:02}T23:10:00+00:00", red=(RED,) if day % 2 else ()) for day in range(1, 11)
    ]
    (found,) = flaky_scenarios([*runs("." * 10), *night])
    assert found.patterns == (
        "only between 22:00 and 6:00 UTC: red in 5 of 10 such runs, in none of 10 others",
    )


def test_what_nearly_all_runs_share_is_no_pattern() -> None:
    assert flaky_scenarios(runs("x..x..x.."))[0].patterns == ()


def test_two_red_runs_are_too_few_for_a_pattern() -> None:
    red = [run_at(f"2026-11-0{day}", red=(RED,), workers=8) for day in (1, 2)]
    assert flaky_scenarios([*red, *runs("." * 20)])[0].patterns == ()
    third = run_at("2026-11-03", red=(RED,), workers=8)
    (found,) = flaky_scenarios([*red, third, *runs("." * 20)])
    assert found.patterns == ("only with 8 workers: red in 3 of 3 such runs, in none of 20 others",)
