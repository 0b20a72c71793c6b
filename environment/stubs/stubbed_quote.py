"""A quote of the stub of pricing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from environment.reckoning.bill import BillLine
from environment.stubs.stub import StubRefusal


@dataclass
class StubbedQuote:
    """A quote and its request; both are None where it was released before it was given."""

    request: Mapping[str, Any] | None = None
    reply: Mapping[str, Any] | None = None
    released: bool = False

    def is_kept(self, now: str) -> bool:
        """Whether it is not deleted, as one that was only shown is once it has expired. `now` is in ISO."""
        if self.request is None or self.reply is None:
            return False
        return self.request["binding"] or str(self.reply["valid_until"]) > now


def repeated(known: StubbedQuote, request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answer to a repeated request. Raises StubRefusal."""
    if known.request is not None and known.request != request:
        raise StubRefusal("conflicting-request", "this quote was given for another request")
    if known.reply is None or known.released:
        raise StubRefusal("already-released", "this quote was released; its id cannot be used again")
    return known.reply


def shown(line: BillLine, rate: str, list_price: int) -> Mapping[str, Any]:
    """A line of a quote as JSON."""
    amounts = {name: getattr(line, name) for name in ("sku", "quantity", "unit_price", "line_total")}
    return {
        **amounts,
        "kind": line.kind,
        "list_price": list_price,
        "discount": line.discount,
        "tax": line.tax,
        "tax_rate": rate,
        "tax_mode": line.tax_mode,
        "tax_place": line.tax_place,
    }
