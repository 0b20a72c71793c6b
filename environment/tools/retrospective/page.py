"""The page of the retrospective: open escapes first, then weeks, flaky, slow and thin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from string import Template

from environment.tools.escapes.reading import Escape
from environment.tools.retrospective.drawing import results_strip, small_bars, weekly_chart
from environment.tools.retrospective.durations import ScenarioSeconds
from environment.tools.retrospective.flaky import FlakyScenario
from environment.tools.retrospective.look_back import LookBack
from environment.tools.retrospective.weeks import arrows_of, monday_of

_MOST_FLAKY, _MOST_DATES, _MOST_SENTENCES = 20, 6, 3
_LATELY = 4  # weeks


def retrospective_page(found: LookBack, made: str) -> str:
    """The whole document, which needs no other file."""
    template = Template((files(__package__) / "page.html").read_text("utf-8"))
    return template.substitute(
        edition=escape(_edition(found, made)),
        summary=_summary(found),
        open_escapes=_section(
            "Escaped, and nothing would catch it yet", map(_escape, found.open_escapes), "bad"
        ),
        weeks=_weeks(found),
        arrows=_arrows(found),
        flaky=_flaky(found),
        growing=_seconds("Growing", found, found.growing, "The last four weeks beside the first four."),
        slowest=_seconds("Slowest", found, found.slowest, "The median of the last ten runs."),
        thin=_thin(found),
        escapes=_section(
            "Escaped, and caught now", (_escape(each) for each in found.escapes if each.caught_by)
        ),
    )


def _edition(found: LookBack, made: str) -> str:
    if not found.runs:
        return f"Made {made}. No run is kept yet: behave features/ keeps the first one."
    parts = len(found.runs) - len(found.whole_runs)
    return (
        f"Made {made} from the runs of {found.runs[0].when:%Y-%m-%d} to {found.runs[-1].when:%Y-%m-%d}: "
        f"{len(found.whole_runs)} with all scenarios of a tier, {parts} with a part."
    )


def _summary(found: LookBack) -> str:
    figures = {
        "runs of a whole tier": len(found.whole_runs),
        "of them red": sum(bool(run.red) for run in found.whole_runs),
        "flaky scenarios": len(found.flaky),
        "growing": len(found.growing),
        "escapes": len(found.escapes),
        "nothing would catch": len(found.open_escapes),
    }
    return " ".join(f"<span><b>{count}</b> {what}</span>" for what, count in figures.items())


def _escape(each: Escape) -> str:
    by = f"<br>Caught now by {escape(each.caught_by)}." if each.caught_by else ""
    return f"<b>{escape(each.what)}</b> <code>{each.date}, {_arrow(each.arrow)}</code>{by}"


def _weeks(found: LookBack) -> str:
    if not found.weeks:
        return ""
    escaped = {monday_of(each.date) for each in found.escapes}
    chart = weekly_chart(found.weeks, escaped)
    return (
        "<h2>Red scenarios by week</h2><p>Each scenario counts once a week and arrow; runs of a part do not "
        "count. A gray week had no run. ▲ is a week with an escape.</p>"
        f'<div class="wide">{chart}</div>'
    )


def _arrows(found: LookBack) -> str:
    rows = "".join(_arrow_row(found, arrow) for arrow in arrows_of(found.weeks))
    return _table("By arrow", ("arrow", "weeks", "in all", f"last {_LATELY} weeks"), rows)


def _arrow_row(found: LookBack, arrow: str) -> str:
    values = [week.red.get(arrow, 0) for week in found.weeks]
    drawn = small_bars(values, f"{arrow}, by week: {', '.join(map(str, values))}")
    return _row(_arrow(arrow), ("weeks", drawn), ("in all", sum(values)), ("lately", sum(values[-_LATELY:])))


def _flaky(found: LookBack) -> str:
    left = len(found.flaky) - _MOST_FLAKY
    more = f"<p>{left} more were red less often.</p>" if left > 0 else ""
    items = map(_flaky_item, found.flaky[:_MOST_FLAKY])
    return _section("Flaky: red and green on the same code", items) + more


def _flaky_item(each: FlakyScenario) -> str:
    codes = f", on {each.codes} versions of it" if each.codes > 1 else ""
    dates = [f"{result.run.when:%Y-%m-%d %H:%M}" for result in each.red]
    earlier = f"{len(dates) - _MOST_DATES} times before, " if len(dates) > _MOST_DATES else ""
    sentences = "".join(
        f"<li>{_times(count)}: {escape(sentence)}</li>"
        for sentence, count in list(each.sentences.items())[:_MOST_SENTENCES]
    )
    patterns = "".join(
        f"<br><b>{escape(pattern[:1].upper() + pattern[1:])}.</b>" for pattern in each.patterns
    )
    arrow = f", {_arrow(each.latest.arrow)}" if each.latest.arrow else ""
    return (
        f"<b>{escape(each.latest.title)}</b> <code>{escape(each.latest.where)}{arrow}</code>"
        f"{results_strip(each.results)}"
        f"Red in {len(each.red)} of {len(each.results)} runs on the same code{codes}: "
        f"{earlier}{', '.join(dates[-_MOST_DATES:])} (UTC).{patterns}<ul>{sentences}</ul>"
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _seconds(heading: str, found: LookBack, rows: Iterable[ScenarioSeconds], about: str) -> str:
    written = "".join(_seconds_row(found, each) for each in rows)
    columns = ("scenario", "weeks", "at first", "now")
    about = f"{about} Seconds of its steps, less the pace of the machine."
    return _table(heading, columns, written, about, "seconds")


def _seconds_row(found: LookBack, each: ScenarioSeconds) -> str:
    scenario = found.existing[each.key]
    values = [each.by_week.get(week.monday, 0.0) for week in found.weeks]
    told = ", ".join(f"{value:.1f}" for value in values)
    name = f"{escape(scenario.title)} <code>{escape(scenario.where)}</code>"
    drawn = small_bars(values, f"seconds by week: {told}")
    return _row(name, ("weeks", drawn), ("at first", f"{each.at_first:.1f} s"), ("now", f"{each.now:.1f} s"))


def _thin(found: LookBack) -> str:
    heading = "Thin: defects that one scenario alone would notice"
    if found.thin is None:
        why = "Not known yet: make defects writes defects/table.txt."
        return f"<h2>{heading}</h2><p>{why}</p>"
    return _section(heading, (
        f"<b>{escape(each.title)}</b> <code>{escape(each.name)}, {_arrow(each.point)}</code>"
        f"{f'<br>{escape(each.scenario)}' if each.scenario else ''}"
        for each in found.thin
    ))  # fmt: skip


def _section(heading: str, items: Iterable[str], look: str = "") -> str:
    """A heading with its list; empty for no items."""
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f'<section class="{look}"><h2>{escape(heading)}</h2><ul>{lines}</ul></section>' if lines else ""


def _table(heading: str, columns: Iterable[str], rows: str, about: str = "", look: str = "") -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in columns)
    return (
        f"<h2>{escape(heading)}</h2>{f'<p>{escape(about)}</p>' if about else ''}"
        f'<table class="{look}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(name: str, *cells: tuple[str, object]) -> str:
    return f'<tr><th scope="row">{name}</th>{"".join(_cells(cells))}</tr>'


def _cells(cells: Iterable[tuple[str, object]]) -> Iterator[str]:
    return (f'<td data-name="{name}">{value}</td>' for name, value in cells)


def _arrow(arrow: str) -> str:
    return escape(arrow.replace("->", "→"))
