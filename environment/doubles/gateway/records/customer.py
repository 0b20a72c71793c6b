"""A customer: the owner of payment methods that may be used more than once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from environment.doubles.gateway.errors import JsonObject


@dataclass(slots=True)
class CustomerRecord:
    """One customer; `created` is in seconds since the epoch."""

    id: str
    created: int
    metadata: dict[str, str] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)
    """Any of address, description, email, name, phone, preferred_locales, shipping, tax_exempt."""

    def to_json(self) -> JsonObject:
        """The customer as Stripe's API returns it."""
        about = self.details.get
        return {
            "id": self.id,
            "object": "customer",
            "address": about("address"),
            "balance": 0,
            "created": self.created,
            "currency": None,
            "customer_account": None,
            "default_source": None,
            "delinquent": False,
            "description": about("description"),
            "discount": None,
            "email": about("email"),
            "invoice_prefix": self.id[-8:].upper(),
            "invoice_settings": {
                "custom_fields": None,
                "default_payment_method": None,
                "footer": None,
                "rendering_options": None,
            },
            "livemode": False,
            "metadata": self.metadata,
            "name": about("name"),
            "next_invoice_sequence": 1,
            "phone": about("phone"),
            "preferred_locales": about("preferred_locales", []),
            "shipping": about("shipping"),
            "tax_exempt": about("tax_exempt", "none"),
            "test_clock": None,
        }
