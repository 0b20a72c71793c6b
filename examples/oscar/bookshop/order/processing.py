"""What a change of an order does at the gateway and in the stock."""

from __future__ import annotations

from oscar.apps.order import processing
from oscar.apps.order.exceptions import InvalidPaymentEvent

from bookshop import payments


class EventHandler(processing.EventHandler):
    """Refunds, and cancellations."""

    def handle_payment_event(self, order, event_type, amount, lines=None, line_quantities=None, **kwargs):
        """A refund goes to the gateway before it is noted."""
        if event_type.code == "refunded":
            source = order.sources.get()
            if amount > source.amount_available_for_refund:
                raise InvalidPaymentEvent(f"at most {source.amount_available_for_refund} can be refunded")
            reference = payments.refund(source.reference, amount, source.currency)
            source.refund(amount, reference)
        return super().handle_payment_event(order, event_type, amount, lines, line_quantities, **kwargs)

    def handle_order_status_change(self, order, new_status, note_msg=None):
        """A canceled order gives its copies back, and its money."""
        before = order.status
        super().handle_order_status_change(order, new_status, note_msg)
        if new_status == "Cancelled":
            self.cancel_stock_allocations(order)
            source = order.sources.get()
            if before == "Pending":
                payments.void(source.reference)
            elif left := source.amount_available_for_refund:
                source.refund(left, payments.refund(source.reference, left, source.currency))
