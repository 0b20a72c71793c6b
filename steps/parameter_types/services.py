"""Parts of the stack that a scenario can stop."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of

_SERVICES = {
    "order service": "orders",
    "mail server": "mail",
    "payment service": "payments",
    "inventory service": "inventory",
    "checkout": "checkout",
    "cart service": "cart",
    "storefront": "storefront",
}

TYPES = {"Service": one_of(_SERVICES)}
