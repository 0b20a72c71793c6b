"""Ways of shipping, as the shop calls them."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of

WAYS = {way: way for way in ("standard", "express", "overnight")}

TYPES = {"ShippingWay": one_of(WAYS)}
