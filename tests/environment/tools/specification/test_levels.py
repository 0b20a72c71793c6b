"""The planning page says how much each level of integration can tell, and what the last one alone can."""

from __future__ import annotations

import re

from environment.choosing.level_forecast import LevelForecast
from environment.tools.specification.levels import levels_table
from environment.topology.integration import integration_orders

CART, MAIL = "features/carts/adding.feature: One", "features/mails/sending.feature: Two"


def test_a_row_counts_what_runs_at_each_level_and_what_the_last_alone_tells() -> None:
    levels = integration_orders().all_levels("top-down")
    forecasts = [
        LevelForecast(level, {CART: None, MAIL: None if level.complete else "no mail is sent"})
        for level in levels
    ]
    text = levels_table(forecasts)
    found = re.findall(r"<tr><th>(\w+)</th>(.*?)</tr>", text)
    rows = {head: re.findall(r"<td>(.*?)</td>", cells) for head, cells in found}
    assert rows == {
        "Carts": ["1", "1", "1", "1", ""],
        "Mails": ["", "", "", "1", "1"],
        "All": ["1", "1", "1", "2", "1"],
    }
    assert "top-down, level 2 of 4" in text


def test_big_bang_alone_has_no_table() -> None:
    assert levels_table([LevelForecast(integration_orders().level("big-bang"), {CART: None})]) == ""
