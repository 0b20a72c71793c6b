"""The table of levels: how many scenarios of each folder a level of integration can tell the truth about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from environment.choosing.level_forecast import LevelForecast
from environment.reporting.behave_model import FEATURES, folder_title


def levels_table(forecasts: Sequence[LevelForecast]) -> str:
    """A column for each level of an order that has several, and one for what the last level alone proves."""
    shown = [each for each in forecasts if each.level.last > 1]
    return "".join(_rows(shown)) if shown else ""


def _rows(forecasts: Sequence[LevelForecast]) -> Iterator[str]:
    orders = Counter(each.level.order for each in forecasts)
    heads = "".join(f'<th colspan="{count}">{escape(order)}</th>' for order, count in orders.items())
    numbers = "".join(f'<th title="{escape(str(f.level))}">{f.level.number}</th>' for f in forecasts)
    places, last = '<th rowspan="2">Integration point</th>', '<th rowspan="2">only at the last</th>'
    yield f"<thead><tr>{places}{heads}{last}</tr>"
    yield f"<tr>{numbers}</tr></thead><tbody>"
    earlier = frozenset[str]().union(*(f.running for f in forecasts if f.level.number < f.level.last))
    names = list(forecasts[0].reasons)
    for folder in dict.fromkeys(map(_folder, names)):
        of_folder = {name for name in names if _folder(name) == folder}
        yield _row(
            folder_title(f"{FEATURES}/{folder}/any.feature") or folder,
            [len(f.running & of_folder) for f in forecasts],
            len(of_folder - earlier),
        )
    yield _row("All", [len(f.running) for f in forecasts], len({*names} - earlier))
    yield "</tbody>"


def _row(head: str, counts: Sequence[int], last_alone: int) -> str:
    cells = "".join(f"<td>{count or ''}</td>" for count in counts)
    return f"<tr><th>{escape(head)}</th>{cells}<td>{last_alone or ''}</td></tr>"


def _folder(name: str) -> str:
    """The folder of a scenario, by its key: features/journeys/buying.feature: A customer buys."""
    return name.split("/")[1]
