"""The discount codes of one quote: which apply, in which order, and what each takes off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from environment.evidence.traffic.settings import WITHDRAWN, StaffSettings
from environment.reckoning.discounts import BillCode, GoodsLeft, discount_due, place_of
from steps.vocabulary.money import Money

Answer = Mapping[str, Any]


@dataclass(frozen=True)
class _CheckedCode:
    """A code of the answer, with what held for it.

    terms: None where they are not known for certain, empty where nothing is offered. goods: what the titles
    cost that it is for. rest: what the codes before it have left of that. due: what it takes off.
    """

    outcome: Answer
    terms: Answer | None
    goods: int
    rest: int
    due: int


@dataclass(frozen=True)
class QuotedCodes:
    """The codes in the answer to one request. `totals`: what the lines of `skus` cost, in minor units."""

    settings: StaffSettings
    since: float
    until: float
    request: Answer
    reply: Answer
    skus: Sequence[str]
    totals: Sequence[int]

    @property
    def applied(self) -> tuple[BillCode, ...]:
        """The codes that apply, with what each takes off by its terms."""
        return tuple(
            BillCode(each.outcome["code"], each.due, tuple(_skus(each.terms, each.outcome)))
            for each in self._checked()
            if each.outcome["applied"]
        )

    def wrong(self) -> Iterator[str]:
        """What is wrong with the codes, as the second half of a sentence about the quote."""
        typed = dict.fromkeys(code.strip().upper() for code in self.request.get("discount_codes") or ())
        told = [outcome["code"] for outcome in self.reply["discount_codes"]]
        if sorted(told) != sorted(typed):
            yield f"answers for the codes {_listed(told)}, expected {_listed(list(typed))}"
            return
        checked = list(self._checked())
        for each in checked:
            yield from self._wrong_with(each)
        yield from _out_of_order(checked)

    def _checked(self) -> Iterator[_CheckedCode]:
        currency = self.request["currency"]
        goods = GoodsLeft(self.skus, self.totals, currency)
        for outcome in self.reply["discount_codes"]:
            terms = self._terms(outcome["code"])
            skus = _skus(terms, outcome)
            rest = goods.rest_of(skus)
            due = discount_due(terms, rest, currency) if terms else min(outcome["discount"], rest)
            if outcome["applied"]:
                goods.take_off(due, skus)
            yield _CheckedCode(outcome, terms, goods.cost_of(skus), rest, due)

    def _terms(self, code: str) -> Answer | None:
        possible = self.settings.possible(("discount-codes", code), self.since, self.until)
        return possible[0] if len(possible) == 1 else None

    def _wrong_with(self, each: _CheckedCode) -> Iterator[str]:
        """A code that applies is offered for these goods, and one that does not has a true reason."""
        code, reason = each.outcome["code"], each.outcome["reason"]
        stated, due = self._money(each.outcome["discount"]), self._money(each.due)
        if not each.outcome["applied"] and each.outcome["discount"]:
            yield f"refuses {code}, and says that it takes {stated} off"
        if each.terms is None:
            return
        hindrances = dict(self._hindrances(each, each.terms))
        if not each.outcome["applied"]:
            never_set = reason == "unknown" and not each.terms
            if reason in _REFUTED and reason not in hindrances and not never_set:
                yield f"refuses {code} {_REFUTED[reason].format(**self._figures(each))}"
            return
        for told in hindrances.values():
            yield f"applies {code} {told.format(**self._figures(each))}"
        if each.terms and each.outcome["discount"] != each.due:
            yield f"says that {code} takes {stated} off, expected {due}"

    def _hindrances(self, each: _CheckedCode, terms: Answer) -> Iterator[tuple[str, str]]:
        """By reason, why the code cannot apply, as the end of a sentence that says that it does."""
        if terms == WITHDRAWN:
            yield "withdrawn", "although it was withdrawn"
        if terms.get("currency") not in (None, self.request["currency"]):
            yield "wrong-currency", "to an order in {currency}, although it is for {its_currency}"
        if not each.goods:
            yield "no-title-for-it", "to titles that it is not for"
        elif each.goods < (terms.get("minimum") or 0):
            yield "minimum-not-reached", "to a subtotal of {goods}, although its minimum is {least}"
        if each.goods and not each.rest:
            yield "nothing-left", "although nothing is left for it to take off"

    def _figures(self, each: _CheckedCode) -> dict[str, str]:
        terms = each.terms or {}
        return {
            "currency": self.request["currency"],
            "its_currency": str(terms.get("currency")),
            "goods": self._money(each.goods),
            "least": self._money(terms.get("minimum") or 0),
            "rest": self._money(each.rest),
        }

    def _money(self, amount: int) -> str:
        return str(Money(amount, self.request["currency"]))


_REFUTED: Mapping[str, str] = {
    "unknown": "as unknown, although staff has set it",
    "withdrawn": "as withdrawn, although it is offered",
    "wrong-currency": "as one for another currency, although it is for {currency}",
    "no-title-for-it": "as one for other titles, although the cart has some that it is for",
    "minimum-not-reached": "for a subtotal of {goods}, although its minimum is {least}",
    "nothing-left": "since nothing is left for it, although {rest} is",
}
"""How a refusal is told that does not hold, by its reason; of the other reasons nothing is known here."""


def _skus(terms: Answer | None, outcome: Answer) -> Sequence[str]:
    return (terms.get("skus") or ()) if terms else outcome["skus"]


def _out_of_order(checked: Sequence[_CheckedCode]) -> Iterator[str]:
    applied = [each for each in checked if each.outcome["applied"]]
    if not all(each.terms for each in applied):
        return
    told = [each.outcome["code"] for each in applied]
    due = sorted(applied, key=lambda each: place_of(each.outcome["code"], each.terms or {}))
    expected = [each.outcome["code"] for each in due]
    if told != expected:
        yield f"applies {_listed(told)} in this order, expected {_listed(expected)}"


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(codes) or "none"
