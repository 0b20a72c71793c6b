"""Payment methods, and the requests to the gateway by the two sets of words for them."""

from __future__ import annotations

from steps.drivers import contract, gateway, sandbox
from steps.drivers.checkout import PaymentChoice
from steps.parameter_types.phrases import one_of
from steps.tasks.gateway_outage import ALERTS
from steps.tasks.webhook_events import EVENT_WORDS, SIGNATURE_FLAWS
from steps.vocabulary.refund_ways import RefundWay

_REQUESTS = {
    "hold": sandbox.AUTHORIZATION,
    "authorization": sandbox.AUTHORIZATION,
    "charge": sandbox.CAPTURE,
    "capture": sandbox.CAPTURE,
    "void": sandbox.VOID,
    "refund": sandbox.REFUND,
}
_DISCREPANCIES = {
    "charged without an order": "capture-without-order",
    "held without an order": "hold-without-order",
    "charged for an unpaid order": "capture-of-unpaid-order",
    "missing for a paid order": "order-without-capture",
}
_CHOICES = {"another card": PaymentChoice("card", "mastercard"), "a wallet": PaymentChoice("wallet")}

TYPES = {
    "Method": one_of({"card": "card", "wallet": "wallet"}),
    "PaymentChoice": one_of(_CHOICES),
    "GatewayRequest": one_of(_REQUESTS),
    "Decline": one_of({each: each for each in gateway.DECLINED}),
    "BankManner": one_of({each: each for each in gateway.MANNERS}),
    "MerchantCard": one_of({each: each for each in contract.CARDS}),
    "RefundState": one_of({each: each for each in ("pending", "refunded", "failed")}),
    "RefundWay": one_of({way.value: way for way in RefundWay}),
    "ChallengeOutcome": one_of({"confirms the payment": "passed", "fails the bank's check": "failed"}),
    "Afterwards": one_of({end: end for end in ("comes back", "never comes back")}),
    "Alert": one_of({each: each for each in ALERTS}),
    "WebhookEvent": one_of({each: each for each in EVENT_WORDS}),
    "SignatureFlaw": one_of({each: each for each in SIGNATURE_FLAWS}),
    "Settlement": one_of({each: each for each in ("refunds", "releases", "reports")}),
    "Discrepancy": one_of(_DISCREPANCIES),
    "Captured": one_of({"charged": True, "held": False}),
}
"""`Captured` tells whether an amount is charged, and not only held."""
