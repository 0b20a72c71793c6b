"""The figures say at which level an order first finds a defect, after which time, and how many each finds."""

from __future__ import annotations

import json
from pathlib import Path

from environment.tools.defects.catalog import Defect, Edit, read_catalog
from environment.tools.defects.outcome import ScenarioOutcome
from environment.tools.integration.defect_trials import NO_DEFECT, LevelTrial
from environment.tools.integration.figures import distinct_levels, sample_of
from environment.tools.integration.figures_text import text_of

CARTS = ("cart", "checkout")
EDIT = Edit(file="orders/model.py", replace="one", by="another")
LOST = Defect.model_validate(
    {
        "name": "orders/lost",
        "title": "An order is lost",
        "point": "checkout -> orders",
        "kind": "state",
        "consequence": "lost order",
        "arrows": ("checkout -> orders",),
        "edits": (EDIT,),
    }
)
RED = ScenarioOutcome("a scenario", 1.0, ("audit",), "the order is lost", "checkout -> orders")


def measured(*trials: LevelTrial) -> str:
    """The text for these runs."""
    return text_of({trial.key: trial for trial in trials}, [LOST], [LOST], 1)


def test_a_defect_is_found_at_the_first_red_level_after_the_green_ones_before() -> None:
    levels = list(distinct_levels())
    green = [LevelTrial(NO_DEFECT, level.real, 10.0, 5) for level in levels]
    red = [LevelTrial(LOST.name, level.real, 3.0, 2, RED) for level in levels if "orders" in level.real]
    text = measured(*green, *red)
    found = "checkout -> orders | the order is lost |"
    assert f"| orders/lost | top-down | level 3 of 4 | 23 s | {found}" in text
    assert f"| orders/lost | bottom-up | level 2 of 4 | 13 s | {found}" in text
    assert f"| orders/lost | big-bang | level 1 of 1 | 3 s | {found}" in text
    assert "| top-down | 2 | 0 | 0 | 0 | - |" in text
    assert "| top-down | 3 | 1 | 1 | 1 | 3 |" in text


def test_what_was_not_measured_is_no_result() -> None:
    assert "| orders/lost | top-down | level 1 was not measured | - | - | - |" in measured()


def test_what_is_kept_is_read_as_it_was() -> None:
    trial = LevelTrial(LOST.name, CARTS, 3.0, 2, RED)
    assert LevelTrial.read(json.loads(json.dumps(trial.as_json()))) == trial


def test_a_larger_sample_begins_with_the_smaller_one() -> None:
    catalog = read_catalog(Path("defects"))
    assert sample_of(catalog, 16, seed=1)[:4] == sample_of(catalog, 4, seed=1)
    assert sample_of(catalog, 16, seed=1) != sample_of(catalog, 16, seed=2)
