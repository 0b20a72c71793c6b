"""How a person types a number or a code of the shop, which means the same as the shop's own spelling."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

_LOOKALIKES = str.maketrans("01", "OI")

TYPED: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "in small letters": str.lower,
        "without dashes": lambda text: text.replace("-", ""),
        "with letters for the digits": lambda text: text.translate(_LOOKALIKES),
        "between blanks": lambda text: f" {text} ",
    }
)
"""What becomes of the shop's spelling, by the words of a sentence."""
