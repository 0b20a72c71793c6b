"""The lock files: what stands in several has one version, everything has a hash, and no index is named."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

LOCKS = (
    "requirements.lock",
    "requirements-fuzz.lock",
    "requirements-browser.lock",
    "requirements-profile.lock",
    "requirements-cluster.lock",
)
PINNED = re.compile(r"^([a-z0-9_.-]+)(?:\[[^]]*])?==([^ ;\\]+)", re.MULTILINE)


def pinned(lock: str) -> dict[str, str]:
    """The versions by the name of the package."""
    return dict(PINNED.findall(Path(lock).read_text()))


@pytest.mark.parametrize(("one_lock", "other_lock"), [*combinations(LOCKS, 2)])
def test_what_stands_in_two_has_one_version(one_lock: str, other_lock: str) -> None:
    one, other = pinned(one_lock), pinned(other_lock)
    assert {name: one[name] for name in one.keys() & other} == {
        name: other[name] for name in one.keys() & other
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_hash_and_no_index_is_named(lock: str) -> None:
    text = Path(lock).read_text()
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [block.split("=")[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)
