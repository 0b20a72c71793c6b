"""The data files of a report in blocks: what the page shows when it opens, then scenarios, then the rest.

A scenario's block has its result and its attachments, and is unpacked when one of them is asked for.
Attachments get short names that begin with the number of their block: the names that Allure makes of random
ones are a sixth of a packed report.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from environment.reporting.packed_block import packed_block

SCENARIOS_OF_A_BLOCK = 50
INDEX = "blocks.json"
"""In the first block: the number of the block of each file, where its name does not begin with it."""

_RESULTS, _ATTACHMENTS = "data/test-results/", "data/attachments/"
_LINK = re.compile(rb'"id":"(?P<id>[0-9a-f]{32})"(?P<between>[^{}]{0,400}?,)?"originalFileName":"[^"]*"')
_REFERENCE = b"attachment:"

Files = Mapping[str, bytes]


def scenario_blocks(files: Files, results: Path) -> list[str]:
    """The packed blocks. `results` is the folder with the attachments that `files` refers to."""
    groups = [*_groups(files)]
    scenarios = {name for group in groups for name in group}
    rest = {name: content for name, content in files.items() if name not in scenarios}
    opened = {name: content for name, content in rest.items() if not name.startswith("data/")}
    others = {name: content for name, content in rest.items() if name.startswith("data/")}
    named = [_named(group, number) for number, group in enumerate(groups, start=1)]
    index = {
        name: number
        for number, group in enumerate([*named, others], start=1)
        for name in group
        if not name.startswith(f"{_ATTACHMENTS}{number}-")
    }
    first = {INDEX: json.dumps(index).encode(), **opened}
    return _packed([first, *named, others], results)


def _groups(files: Files) -> Iterator[dict[str, bytes]]:
    """The results of so many scenarios, each with its attachments behind it."""
    names = {Path(name).stem: name for name in files if name.startswith(_ATTACHMENTS)}
    scenarios = [name for name in files if name.startswith(_RESULTS)]
    taken: set[str] = set()
    for start in range(0, len(scenarios), SCENARIOS_OF_A_BLOCK):
        group: dict[str, bytes] = {}
        for scenario in scenarios[start : start + SCENARIOS_OF_A_BLOCK]:
            group[scenario] = files[scenario]
            linked = [names.get(found["id"].decode()) for found in _LINK.finditer(files[scenario])]
            own = {name: files[name] for name in linked if name is not None and name not in taken}
            group |= own
            taken |= set(own)
        yield group


def _named(group: Files, number: int) -> dict[str, bytes]:
    """The group with short names of its attachments, in its results as well."""
    numbers = count(1)
    short = {
        Path(name).stem.encode(): b"%d-%d" % (number, next(numbers))
        for name in group
        if name.startswith(_ATTACHMENTS)
    }
    return dict(_renamed(name, content, short) for name, content in group.items())


def _renamed(name: str, content: bytes, short: Mapping[bytes, bytes]) -> tuple[str, bytes]:
    if name.startswith(_ATTACHMENTS):
        path = Path(name)
        return f"{_ATTACHMENTS}{short[path.stem.encode()].decode()}{path.suffix}", content
    return name, _LINK.sub(lambda found: _short_link(found, short), content)


def _short_link(found: re.Match[bytes], short: Mapping[bytes, bytes]) -> bytes:
    if found["id"] not in short:
        return found[0]
    name = short[found["id"]]
    return b'"id":"%b"%b,"originalFileName":"%b"' % (name, (found["between"] or b",")[:-1], name)


def _packed(blocks: list[dict[str, bytes]], results: Path) -> list[str]:
    """Packed by all cores; a process that packs reads the attachments of its block itself."""
    cores = os.cpu_count() or 1
    if len(blocks) <= 3 or cores == 1:
        return [_pack(block, results) for block in blocks]
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as processes:
        return [*processes.map(_pack, blocks, [results] * len(blocks))]


def _pack(block: Files, results: Path) -> str:
    return packed_block({name: _content(content, results) for name, content in block.items()})


def _content(content: bytes, results: Path) -> bytes:
    """The content itself, or that of the attachment that it refers to (see allure/read_results.mjs)."""
    if not content.startswith(_REFERENCE):
        return content
    return (results / content.removeprefix(_REFERENCE).decode()).read_bytes()
