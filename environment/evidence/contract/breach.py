"""One promise that was not kept, told so that nobody has to look anything up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Where = Literal["request", "response"]


@dataclass(frozen=True)
class Breach:
    """Where an exchange differs from the callee's document. No secret is in any of its texts.

    `operation` is the document's, `GET /carts/{cart_id}`; `field` is a place in words, `titles[0].sku` or
    `query parameter sku`, and empty where the request or the answer is meant as a whole. `exchange` is the
    number of the exchange in the record.
    """

    arrow: str
    operation: str
    where: Where
    field: str
    sentence: str
    exchange: int

    def __str__(self) -> str:
        return self.sentence
