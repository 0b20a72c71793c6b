"""What a reconciliation has found, beside what it should have found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.vocabulary.wrong_on_arrow import WrongOnArrow

_LEARNED_ON: Mapping[str, str] = {"order-without-capture": "payments -> orders"}
"""By kind of discrepancy, the arrow on which payments learns of it: orders lists what is paid."""


def demand_finding(found: Sequence[tuple[str, str, Money]], expected: tuple[str, str, Money]) -> None:
    """Raises AssertionError where this is not what was found, WrongOnArrow where nothing was."""
    said = f"the finding {in_words([expected])} was expected, but the reconciliation found {in_words(found)}"
    arrow = _LEARNED_ON.get(expected[0])
    if arrow is not None and not found:
        raise WrongOnArrow(arrow, said)
    assert list(found) == [expected], said
