"""The page of all sentences, with a search field; it opens from disk."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from html import escape
from importlib.resources import files
from string import Template

from environment.sentences.sentence import Placeholder
from environment.tools.sentences.listing import (
    ListedSentence,
    SentenceGroup,
    all_listed,
    common_placeholders,
    has_long_list,
)

_GAP = re.compile(r"\{(\w+)\}")


def page(groups: Sequence[SentenceGroup]) -> str:
    """The whole document, which needs no other file."""
    template = Template((files(__package__) / "page.html").read_text("utf-8"))
    common = {
        kind: found for kind, found in common_placeholders(groups).items() if not has_long_list(found[0])
    }
    return template.substitute(
        count=len(list(all_listed(groups))),
        contents="".join(f'<li><a href="#{_id(each)}">{escape(each.noun)}</a></li>' for each in groups),
        common="".join(_common(placeholders) for placeholders in common.values()),
        groups="".join(part for group in groups for part in _group(group, common)),
    )


def _common(placeholders: Sequence[Placeholder]) -> str:
    names = ", ".join(_gap(each.name) for each in placeholders)
    return f"<dt>{names}</dt><dd>{_values(placeholders[0])}</dd>"


def _group(group: SentenceGroup, common: Collection[str]) -> Iterator[str]:
    yield f'<section id="{_id(group)}"><h2>{escape(group.noun.capitalize())}</h2>'
    yield f'<p class="about">{escape(group.about)}</p>'
    for listing in group.sentences:
        yield _sentence(listing, group.noun, common)
    yield "</section>"


def _sentence(listing: ListedSentence, noun: str, common: Collection[str]) -> str:
    own = [each for each in listing.sentence.placeholders if each.type not in common]
    values = "".join(f"<dt>{_gap(each.name)}</dt><dd>{_values(each)}</dd>" for each in own)
    words = _GAP.sub(lambda found: _gap(found[1]), escape(listing.sentence.words, quote=False))
    return (
        f'<article data-text="{escape(f"{noun} {listing.text}".lower())}">'
        f'<p class="sentence"><em>{escape("/".join(listing.keywords))}</em> {words}</p>'
        f"{_use(listing)}{f'<dl>{values}</dl>' if values else ''}</article>"
    )


def _use(listing: ListedSentence) -> str:
    if listing.use is None:
        return f'<p class="use"><span class="path">{escape(listing.sentence.where)}</span></p>'
    said = f"{escape(listing.use.text)} " if listing.sentence.placeholders else ""
    return f'<p class="use">{said}<span class="path">{escape(listing.use.where)}</span></p>'


def _values(placeholder: Placeholder) -> str:
    texts = placeholder.phrases or placeholder.forms
    if not texts:
        return "any text"
    like = "" if placeholder.phrases else "like "
    return like + " ".join(f"<code>{escape(each)}</code>" for each in texts)


def _gap(name: str) -> str:
    return f"<b>{escape(name)}</b>"


def _id(group: SentenceGroup) -> str:
    return group.noun.replace(" ", "-")
