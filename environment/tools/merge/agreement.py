"""Whether the shards are those of one run, and whether they are all there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from environment.session.shards.record import ShardRecord
from environment.session.shards.shard import Shard
from environment.tools.merge.given_shards import GivenShard

_Property = Callable[[ShardRecord], object]
_SAME: tuple[tuple[_Property, str], ...] = (
    (lambda it: it.shard.of, "is one of {}: name the shards of one run"),
    (lambda it: it.commit, "is of commit {}: run all shards of one commit"),
    (lambda it: it.code, "has files with the digest {}: commit the changes, and run all of one commit"),
    (lambda it: it.selection, "selects {}: run all shards with the same arguments"),
    (
        lambda it: (it.total, it.chosen),
        "selects scenarios with the count and digest {}: the same arguments select others on another day "
        "(UTC); give all shards the same -D sample_seed",
    ),
)


def contradictions(shards: Sequence[GivenShard]) -> Iterator[str]:
    """A sentence for each reason why these shards are not of one run. Such shards are not merged."""
    folders = defaultdict(list)
    for each in shards:
        folders[each.record.shard].append(str(each.folder))
    for shard, places in folders.items():
        if len(places) > 1:
            yield f"shard {shard} was given {len(places)} times ({', '.join(places)}): name each shard once"
    yield from islice(_differences(shards), 1)  # shards of two commits differ in all that follows, too


def _differences(shards: Sequence[GivenShard]) -> Iterator[str]:
    first = shards[0]
    for of_record, otherwise in _SAME:
        expected = of_record(first.record)
        for other in shards[1:]:
            if (found := of_record(other.record)) != expected:
                yield f"{other} {otherwise.format(_text(found))}; {first} has {_text(expected)}"


def gaps(shards: Sequence[GivenShard]) -> Iterator[str]:
    """A sentence for each thing that a complete run has and these have not. They are merged, and red."""
    yield from _missing(shards)
    for each in shards:
        yield from _incomplete(each)


def _missing(shards: Sequence[GivenShard]) -> Iterator[str]:
    first = shards[0].record
    given = {each.record.shard for each in shards}
    of = first.shard.of
    missing = [str(each) for number in range(1, of + 1) if (each := Shard(number, of)) not in given]
    if missing:
        left = first.total - sum(each.record.selected for each in shards)
        yield (
            f"{_and('shard', missing)} {'is' if len(missing) == 1 else 'are'} missing: "
            f"{len(given)} of {of} were given, and {left} of {first.total} scenarios are not "
            "here; run what is missing, or find out what ended it"
        )


def _incomplete(shard: GivenShard) -> Iterator[str]:
    record = shard.record
    if record.exit_code is None:
        yield (
            f"{shard} was cut off: it began with {record.selected} scenarios and never reported its end; "
            "look for what killed it (memory, a timeout, a crash)"
        )
    elif shard.results < record.selected:
        yield (
            f"{shard} has run {record.selected} scenarios, and {shard.allure} holds {shard.results} results: "
            "copy the whole folder"
        )
    elif record.exit_code and not shard.tells_why:
        yield f"{shard} ended with exit code {record.exit_code}, and no result says why: read its console"


def _and(what: str, names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"{what} {names[0]}"
    return f"{what}s {', '.join(names[:-1])} and {names[-1]}"


def _text(value: object) -> str:
    return " and ".join(map(str, value)) if isinstance(value, tuple) else str(value) or "none"
