"""One payment: its requests, its calls to the gateway, and the state that follows from each answer.

Without I/O: every method returns a new payment. The unknown outcome is a state of its own; it is settled by
calling the gateway, never by a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from bookstore.payments import capture as parts
from bookstore.payments.attempts import PaymentAttempts
from bookstore.payments.capture import PaymentCapture
from bookstore.payments.gateway import declines
from bookstore.payments.gateway.answers import GatewayRefund, IntentSnapshot, IntentStatus
from bookstore.payments.refund import (
    PaymentRefund,
    PaymentRefunds,
    state_of,
    total_claimed,
    total_refunded,
    with_listed,
    with_state,
)
from bookstore.payments.states import PaymentCaptureState, PaymentRefundState, PaymentState, moved

_OTHER_AMOUNT = "amount-differs"
_MOST_UNEXECUTED = 4  # attempts at an authorization that certainly was not executed, before the payment fails


class UnsettledStatus(ValueError):
    """The gateway answered with a status that settles nothing yet: it is called again later."""


@dataclass(frozen=True)
class Payment(PaymentAttempts):
    """The payment of one checkout."""

    # Requests of callers

    def start_capture(self, now: datetime) -> Payment:
        """Request the capture of the authorized amount. Raises MoveNotAllowed."""
        return self._to(PaymentState.CAPTURING)._due(now)

    def start_part(self, capture: PaymentCapture, now: datetime) -> Payment:
        """Request the capture of a parcel; the caller has checked that so much is left.

        A final one of nothing, where nothing was captured, releases the authorization.
        """
        if not capture.amount and not parts.total_requested(self.captures):
            released = replace(capture, state=PaymentCaptureState.CAPTURED)
            return replace(self, captures=(*self.captures, released)).start_reversal(now)
        return replace(self, captures=(*self.captures, capture))._to(PaymentState.CAPTURING)._due(now)

    def start_reversal(self, now: datetime) -> Payment:
        """Request the reversal of the payment, in any state."""
        requested = replace(self, reversal_requested=True)
        if self.state in (
            PaymentState.DECLINED,
            PaymentState.FAILED,
            PaymentState.VOIDED,
            PaymentState.REFUNDED,
            PaymentState.RETURNING,
        ):
            return requested
        if self.is_held and parts.total_requested(self.captures):
            release = PaymentCapture(uuid5(self.checkout_id, "release"), 0, final=True)
            requested = replace(requested, captures=(*self.captures, release))
        return requested._to(PaymentState.RETURNING)._next_reversal_step()._due(now)

    def start_refund(self, refund_id: UUID, amount: int, now: datetime) -> Payment:
        """Request a refund in minor units; the caller has checked that it is refundable."""
        return replace(self, refunds=(*self.refunds, PaymentRefund(refund_id, amount)))._due(now)

    def request_inquiry(self, now: datetime) -> Payment:
        """Request an inquiry, due now; an open authorization or capture is due now in its place."""
        has_open_call = self.state in (PaymentState.AUTHORIZING, PaymentState.CAPTURING)
        return replace(self, inquiry_requested=self.inquiry_requested or not has_open_call)._due(now)

    # Calls to the gateway

    def not_sent(self, now: datetime, seconds: float | None) -> Payment:
        """The circuit was open: an authorization that was never sent fails, every other call is postponed."""
        known = replace(self, unanswered=max(0, self.unanswered - 1))
        if known.state is PaymentState.AUTHORIZING and not known.unanswered:
            return known.failed(declines.UNAVAILABLE)
        return known._next_reversal_step().postponed(now, seconds)

    def not_executed(self, now: datetime, retry_after: float | None) -> Payment:
        """The last call was certainly not executed: an authorization fails after a few of these."""
        known = replace(self, unanswered=max(0, self.unanswered - 1))
        if (
            known.state is PaymentState.AUTHORIZING
            and not known.unanswered
            and known.attempts >= _MOST_UNEXECUTED
        ):
            return known.failed(declines.UNAVAILABLE)
        return known._next_reversal_step().postponed(now, retry_after)

    # Answers of the gateway

    def with_intent(self, intent: IntentSnapshot, now: datetime) -> Payment:
        """The payment after the gateway showed its payment intent, early or late.

        Raises UnsettledStatus where its status settles nothing, or where its amount is another one than was
        authorized: an amount in another currency, or one that was never seen before, is no answer.
        """
        differs = intent.amount != self.amount and self.flag != _OTHER_AMOUNT
        if differs or intent.amount.currency is not self.amount.currency:
            raise UnsettledStatus(f"the gateway says the amount is {intent.amount}, not {self.amount}")
        return self._with_status(intent, now)

    def with_listed_intent(self, intent: IntentSnapshot, now: datetime) -> Payment:
        """The same of an intent that the gateway lists for the checkout; another amount is reversed."""
        flag = self.flag if intent.amount == self.amount else _OTHER_AMOUNT
        return replace(self, flag=flag)._with_status(intent, now)

    def _with_status(self, intent: IntentSnapshot, now: datetime) -> Payment:
        known = self._answered(gateway_id=intent.intent_id, token=None)
        match intent.status:
            case IntentStatus.SUCCEEDED:
                return known._when_captured(intent.received, now)
            case IntentStatus.REQUIRES_CAPTURE if self.in_parts or not intent.received:
                return known._when_held(intent.received, now)
            case IntentStatus.CANCELED:
                known = replace(known, captures=parts.ended(known.captures))
                return known._to(PaymentState.VOIDED) if self.open else known
            case IntentStatus.REQUIRES_PAYMENT_METHOD:
                return known.declined(intent.decline_code or declines.GENERIC) if self.unpaid else known
            case IntentStatus.REQUIRES_ACTION:
                return replace(known, action_url=intent.action_url)._when_challenged(now)
            case IntentStatus.REQUIRES_CONFIRMATION:
                refused = replace(known, decline_code=declines.AUTHENTICATION_REQUIRED)
                return refused.start_reversal(now) if self.open else known
            case _:
                raise UnsettledStatus(f"the gateway says the payment is {intent.status}")

    def declined(self, code: str, intent_id: str | None = None) -> Payment:
        """The issuer declined: final, nothing was charged."""
        known = self._answered(token=None, gateway_id=intent_id or self.gateway_id, decline_code=code)
        return known._to(PaymentState.DECLINED)

    def failed(self, code: str) -> Payment:
        """The payment is impossible for a reason of ours: final, nothing was charged."""
        return self._answered(token=None, decline_code=code)._to(PaymentState.FAILED)

    def capture_refused(self, code: str, now: datetime) -> Payment:
        """The authorized amount cannot be captured: the payment is reversed, unless it was one parcel's."""
        known, refused = self._answered(decline_code=code), self.open_capture
        if refused is None:
            return known.start_reversal(now)
        known = replace(known, captures=parts.refused(known.captures, refused.capture_id))
        return known._next_part(now)

    def with_refund_result(self, found: GatewayRefund) -> Payment:
        """The payment after the gateway showed this refund, early or late."""
        return self._with_refunds(
            with_state(self.refunds, found.refund_id, state_of(found), found.gateway_id)
        )

    def with_inquiry(
        self, intent: IntentSnapshot, refunds: Sequence[GatewayRefund], now: datetime
    ) -> Payment:
        """The payment after an inquiry showed its intent and all of its refunds."""
        known = replace(self, inquiry_requested=False).with_intent(intent, now)
        listed = known._listed(refunds)
        return (known if listed == known.refunds else known._with_refunds(listed))._due(now)

    def refund_refused(
        self, refused: PaymentRefund, listed: Sequence[GatewayRefund], now: datetime
    ) -> Payment:
        """The gateway refuses this refund, and lists all refunds of the payment.

        Refunds that were made at the gateway itself may have left less than the payment knew. A refund of
        everything that was left is then reduced to what they have left, under a new idempotency key. A
        reversal for which they have left nothing is withdrawn. A reversal that is refused for another reason
        is flagged and retried under a new key, since the customer must not pay. Any other refund has failed.
        """
        of_the_rest, is_reversal = self.refundable == 0, refused.refund_id == self.reversal_refund_id
        place = [refund.refund_id for refund in self.refunds].index(refused.refund_id)
        known = replace(self, refunds=(*self.refunds[:place], *self.refunds[place + 1 :]))
        others = known._listed(listed)
        left = self.captured - total_claimed(others)
        retried = refused
        if of_the_rest and 0 < left < refused.amount:
            retried = refused.reduced(left)
        elif is_reversal and left == 0:
            retried = replace(refused, state=PaymentRefundState.WITHDRAWN)
        elif not is_reversal:
            retried = replace(refused, state=PaymentRefundState.FAILED)
        after = self._with_refunds((*others[:place], retried, *others[place:]))
        if retried.state is not PaymentRefundState.REFUNDING:
            return after._due(now)
        after = replace(after, spent_keys=self.spent_keys + 1)
        if retried is refused:
            return replace(after.flagged("return-refused"), attempts=self.attempts).postponed(now)
        return after._due(now)

    def flagged(self, flag: str) -> Payment:
        """Flag the payment for the staff; the first flag stays."""
        return replace(self, flag=self.flag or flag)

    # Parts of the above

    def _to(self, target: PaymentState) -> Payment:
        return replace(self, state=moved(self.state, target))._settled_if_done()

    def _answered(self, **known: object) -> Payment:
        return replace(self, unanswered=0, attempts=0, **known)  # type: ignore[arg-type]

    def _due(self, now: datetime) -> Payment:
        return replace(self, due_at=now) if self.next_operation() else replace(self, due_at=None)

    def _settled_if_done(self) -> Payment:
        return self if self.next_operation() else replace(self, due_at=None, unanswered=0, attempts=0)

    def _when_challenged(self, now: datetime) -> Payment:
        """The bank challenges the customer: no call is due until a webhook event or an inquiry."""
        return (
            self._to(PaymentState.ACTION_REQUIRED)
            if self.state is PaymentState.AUTHORIZING
            else self._due(now)
        )

    def _when_authorized(self, now: datetime) -> Payment:
        if self.flag and self.state is not PaymentState.RETURNING:
            return self.start_reversal(now)
        return (
            self._to(PaymentState.AUTHORIZED)
            if self.unpaid and not self.reversing_uncaptured
            else self._due(now)
        )

    def _when_held(self, received: int, now: datetime) -> Payment:
        """All of it is authorized, or what its parcels have left."""
        if not self.in_parts:
            return self._when_authorized(now)
        captures = parts.with_received(self.captures, received)
        known = replace(self, captured=max(received, self.captured), captures=captures)
        return known._when_authorized(now) if known.unpaid else known._next_part(now)

    def _next_part(self, now: datetime) -> Payment:
        """Continue with the next parcel, or wait for it."""
        if self.is_held:
            waits = PaymentState.AUTHORIZED if self.open_capture is None else PaymentState.CAPTURING
            return self._to(waits)._due(now)
        return self._next_reversal_step()._due(now)

    def _when_captured(self, received: int, now: datetime) -> Payment:
        captures = parts.ended(parts.with_received(self.captures, received))
        due = parts.total_of_parts(captures) if self.in_parts else self.amount.amount
        flag = self.flag if received == due else _OTHER_AMOUNT
        known = replace(self, captured=min(received, self.amount.amount), captures=captures, flag=flag)
        if known.open and known.state is not PaymentState.RETURNING:
            accepted = known._to(PaymentState.CAPTURED)
            return accepted.start_reversal(now) if flag and not self.in_parts else accepted
        if known.state in (PaymentState.DECLINED, PaymentState.FAILED, PaymentState.VOIDED):
            return known.flagged("captured-unexpectedly")
        return known._next_reversal_step()._due(now)

    def _next_reversal_step(self) -> Payment:
        """The next part of a reversal, where no call is open."""
        if self.state is not PaymentState.RETURNING or self.open_refund or self.open_capture:
            return self
        if self.gateway_id is None:
            return self if self.unanswered else self._to(PaymentState.VOIDED)
        if self.captured == 0:
            return self
        if self.refundable == 0:
            return self._to(self.captured_state)
        rest = PaymentRefund(self.reversal_refund_id, self.refundable)
        if any(refund.refund_id == rest.refund_id for refund in self.refunds):
            return self._to(self.captured_state)
        return replace(self, refunds=(*self.refunds, rest))

    def _listed(self, listed: Sequence[GatewayRefund]) -> PaymentRefunds:
        """The refunds after the gateway listed all of them."""
        return with_listed(
            self.refunds, listed, self.captured, lambda found: uuid5(self.checkout_id, found.gateway_id)
        )

    def _with_refunds(self, refunds: PaymentRefunds) -> Payment:
        """The payment with its refunds as an answer of the gateway has left them."""
        known = self._answered(refunds=refunds, refunded=total_refunded(refunds), spent_keys=0)
        failed = {one.refund_id for one in refunds if one.state is PaymentRefundState.FAILED}
        if failed - {one.refund_id for one in self.refunds if one.state is PaymentRefundState.FAILED}:
            known = known.flagged("refund-failed")
        if known.state is PaymentState.RETURNING:
            return known._next_reversal_step()._settled_if_done()
        if known.is_held or known.state in (
            *(PaymentState.DECLINED, PaymentState.FAILED, PaymentState.VOIDED),
        ):
            return known  # captured unexpectedly and flagged, or a part of it is still authorized
        return known._to(known.captured_state)
