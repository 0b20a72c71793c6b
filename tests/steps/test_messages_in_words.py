"""No message of a step shows Python: what may be None, a list or an object goes through `in_words`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.steps.message_values import Sources

CODE = """
class Refusal:
    members: dict

class Kind(StrEnum):
    A = "a"

def total(cart: str) -> Money: ...

class Money:
    def __str__(self) -> str: ...

def step(who: str, kind: Kind, copies: dict, shop: Shop, refusal: Refusal) -> None:
    listed = ", ".join(copies)
    cost = total(who)
    said = [each for each in copies]
    kept: list[str] = list(copies)
    assert said, {message}
"""


def _found(tmp_path: Path, message: str) -> list[str]:
    (tmp_path / "steps.py").write_text(CODE.replace("{message}", message), "utf-8")
    return [each.expression for each in Sources((tmp_path,)).unworded()]


def test_every_message_of_the_steps_is_in_words() -> None:
    found = [f"{each.path}:{each.line}: {each.expression}" for each in Sources((Path("steps"),)).unworded()]
    assert not found, "wrap in in_words(...):\n" + "\n".join(found)


@pytest.mark.parametrize(
    "shown", ["said", "kept", "copies", "refusal.members", "who!r", "[who]", "copies['a']"]
)
def test_what_may_be_anything_is_found(tmp_path: Path, shown: str) -> None:
    assert _found(tmp_path, f'f"expected, but found {{{shown}}}"')


@pytest.mark.parametrize("shown", ["who", "kind", "listed", "cost", "in_words(said)", "len(said)"])
def test_what_is_in_words_is_not_found(tmp_path: Path, shown: str) -> None:
    assert _found(tmp_path, f'f"expected, but found {{{shown}}}"') == []


def test_what_a_wait_waits_for_is_a_message_too(tmp_path: Path) -> None:
    assert _found(tmp_path, '""\n    eventually(what=f"{said} arrives")') == ["said"]
