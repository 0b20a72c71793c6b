"""What the staff is told of an order that needs a person."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of

TYPES = {
    "ForStaff": one_of(
        {
            "a gift card of the refund was spent": "gift-card-spent",
            "less was left than the refund": "refused",
            "the bank sent the refund back": "sent-back",
            "the customer disputes the charge": "disputed",
            "a parcel was not charged": "charge-refused",
            "the hold ended before all had left": "hold-ended",
            "a charge has no paid order": "taken-not-paid",
            "a paid order has no charge": "money-missing",
        }
    ),
}
