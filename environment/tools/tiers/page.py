"""The page of the tiers: what each part proved last, and each folder beside the definition of done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from environment.reporting.behave_model import folder_title
from environment.tools.defects.tried_defect import State
from environment.tools.tiers.definition_of_done import FolderStanding
from environment.tools.tiers.part_run import PartOutcome
from environment.tools.tiers.standing import PartStanding
from environment.tools.tiers.tier import Tier

_LOOKS = {PartOutcome.GREEN: "good", PartOutcome.RED: "bad", PartOutcome.NOT_HERE: "idle", None: "idle"}
_NOT_CAUGHT = (State.SURVIVED, State.KNOWN)
_MOST_HOLES = 3


def tiers_page(
    tiers: Mapping[Tier, Sequence[PartStanding]], folders: Iterable[FolderStanding], edition: str
) -> str:
    """The whole document, which needs no other file."""
    folders = tuple(folders)
    template = Template((files(__package__) / "page.html").read_text("utf-8"))
    return template.substitute(
        edition=escape(edition),
        tiers="".join(_tier(tier, parts) for tier, parts in tiers.items()),
        folders="".join(map(_folder, folders)),
        done=sum(each.done is True for each in folders),
        of=len(folders),
    )


def _tier(tier: Tier, parts: Sequence[PartStanding]) -> str:
    rows = "".join(map(_part, parts))
    minutes = sum(part.minutes for part in tier.parts)
    return (
        f'<h2 id="{tier.name}">{escape(tier.name.capitalize())}</h2>'
        f"<p>{escape(tier.about)} <code>make tier TIER={tier.name}</code>, about {_minutes(minutes)}.</p>"
        f"<table class=parts><thead><tr><th>part</th><th>last</th><th>when</th><th>commit</th><th>took</th>"
        f"<th>what it proved</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _part(each: PartStanding) -> str:
    word = each.outcome.value if each.outcome else "not run yet"
    cells = [
        ("last", f'<span class="{_LOOKS[each.outcome]}">{word}</span>'),
        ("when", f"{each.when:%Y-%m-%d %H:%M} UTC" if each.when else ""),
        ("commit", escape(each.commit)),
        ("took", _took(each)),
        ("proved", _proved(each)),
    ]
    told = "".join(_cell(name, value) for name, value in cells)
    command = f"<code>{escape(each.part.command)}</code>"
    return f'<tr><th scope="row"><b>{escape(each.part.name)}</b>{command}</th>{told}</tr>'


def _cell(name: str, value: str) -> str:
    return f'<td data-name="{name}">{value}</td>' if value else '<td class="empty"></td>'


def _took(each: PartStanding) -> str:
    usual = f"about {_minutes(each.part.minutes)}"
    return usual if each.took is None else f"{_minutes(each.took / 60)} ({usual})"


def _minutes(minutes: float) -> str:
    if minutes < 1:
        return f"{minutes * 60:.0f} s"
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def _proved(each: PartStanding) -> str:
    lines = "".join(f"<div>{escape(sentence)}</div>" for sentence in each.proved)
    link = f'<a href="{escape(each.console)}">console</a>' if each.console else ""
    return lines + link


def _folder(each: FolderStanding) -> str:
    done = {True: ("good", "done"), False: ("bad", "not done"), None: ("idle", "not known")}
    look, word = done[each.done]
    title = folder_title(f"{each.folder}/x") or each.folder
    cells = [
        ("done", f'<span class="{look}">{word}</span>'),
        ("features at merge", _features(each)),
        ("holes", _holes(each)),
        ("defects", _defects(each)),
        ("escapes", "<br>".join(f"{escaped.date}: {escape(escaped.what)}" for escaped in each.escapes)),
    ]
    told = "".join(_cell(name, value) for name, value in cells)
    return f'<tr><th scope="row"><b>{escape(title)}</b></th>{told}</tr>'


def _features(each: FolderStanding) -> str:
    if each.green is None:
        return "not run yet"
    counts = ((each.green, "green"), (each.red, "red"), (each.not_run, "not run since they are new"))
    return ", ".join(f"{count} {word}" for count, word in counts if count) or "no scenario of this tier"


def _holes(each: FolderStanding) -> str:
    if each.holes is None:
        return "not counted yet"
    more = [f"and {len(each.holes) - _MOST_HOLES} more"] if len(each.holes) > _MOST_HOLES else []
    return "<br>".join([*map(escape, each.holes[:_MOST_HOLES]), *more]) or "none"


def _defects(each: FolderStanding) -> str:
    total = sum(each.defects.values())
    if not total:
        return "none seeded"
    caught = sum(each.defects.get(state, 0) for state in (State.CAUGHT, State.NEEDLESS))
    others = ((sum(each.defects.get(state, 0) for state in _NOT_CAUGHT), "not caught"),
              (each.defects.get(State.NOT_TRIED, 0), "not tried"))  # fmt: skip
    rest = "".join(f", {count} {word}" for count, word in others if count)
    return f"{caught} of {total} caught{rest}"
