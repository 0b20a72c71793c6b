"""The fixed texts of mails in English, which are the message ids of the catalogs in `locales/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from bookstore.notifications.model import MailKind

Translate = Callable[[str], str]
GIFT_CARDS, ON_SHIPMENT, ON_HOLD = "gift_cards", "card_on_shipment", "hold"
"""What gift cards and store credit gave or got back, a card that is charged later, and what it never is."""
OWED, REDUCED = "owed", "reduced"
"""In place of a payment method: what is still to come, and what a refund has taken off it."""
_GREETING = "Hello {name},"
_DONE = "You do not have to do anything else."
_IN_TIME = "If it is not complete in time, we cancel the order, and what you have paid goes back."
_PLEASE_TRANSFER = "Please transfer the amount below with this reference by the day below."
_DELAY = "It can take your bank a few days to show the money."


@dataclass(frozen=True)
class MailLabels:
    """The labels that every mail has."""

    order_number: str = "Order number"
    order_date: str = "Order date"
    subtotal: str = "Subtotal"
    discount: str = "Discount"
    shipping: str = "Shipping"
    free: str = "Free"
    tax_added: str = "Tax"
    tax_included: str = "Tax included"
    grand_total: str = "Grand total"
    ship_to: str = "Ships to"
    bill_to: str = "Billed to"
    in_the_parcel: str = "In this parcel"
    came_back: str = "Came back"
    instead: str = "In exchange"
    read_here: str = "Read it here"
    gift_card_code: str = "Code of the gift card"
    account: str = "Our account"
    reference: str = "Reference"
    due_by: str = "Please pay by"

    def translated(self, translate: Translate) -> MailLabels:
        """The same in another language."""
        return MailLabels(**{name: translate(text) for name, text in asdict(self).items()})


@dataclass(frozen=True)
class MailTexts:
    """The texts of one kind of mail; `{number}` is the order number, `{name}` the customer's name.

    `payment` is the label of the captured or returned amount by payment method; "" is for any other method.
    Without labels the mail tells of no payment.
    `closing_at_once` takes the place of `closing` where no bank has a part in it, `closing_on_invoice` where
    the order is on invoice; "": it does not.
    """

    subject: str
    headline: str
    opening: str
    payment: Mapping[str, str]
    closing: str
    closing_at_once: str = ""
    closing_on_invoice: str = ""
    greeting: str = _GREETING
    not_shipped: str = ""
    """The opening where nothing of the order is shipped; empty where it is the same."""
    on_hold: str = ""
    """The opening where the money is held, and charged at shipment; empty where it is the same."""

    def translated(self, translate: Translate) -> MailTexts:
        """The same in another language."""
        return MailTexts(
            subject=translate(self.subject),
            headline=translate(self.headline),
            opening=translate(self.opening),
            payment={method: translate(label) for method, label in self.payment.items()},
            closing=translate(self.closing),
            closing_at_once=translate(self.closing_at_once) if self.closing_at_once else "",
            closing_on_invoice=translate(self.closing_on_invoice) if self.closing_on_invoice else "",
            greeting=translate(self.greeting),
            not_shipped=translate(self.not_shipped) if self.not_shipped else "",
            on_hold=translate(self.on_hold) if self.on_hold else "",
        )


_PAID = {
    "card": "Paid by card",
    "wallet": "Paid by wallet",
    ON_SHIPMENT: "Charged to your card as it leaves",
    GIFT_CARDS: "Paid with gift cards or store credit",
    "advance": "Paid by transfer",
    "invoice": "Paid by transfer",
    OWED: "Still to be paid by transfer",
    "none": "Nothing to pay",
    "": "Amount paid",
}
TEXTS: Mapping[MailKind, MailTexts] = {
    MailKind.CONFIRMATION: MailTexts(
        subject="Your order {number} is confirmed",
        headline="Thank you for your order",
        opening="We have received your order and your payment. Here is what we are packing for you.",
        payment=_PAID,
        closing="Enjoy your reading. If anything is not right, just reply to this mail.",
        not_shipped="We have received your order and your payment. Here is what you can use at once.",
        on_hold="We have received your order. Your card is charged for each parcel when it leaves.",
    ),
    MailKind.CANCELLATION: MailTexts(
        subject="Your order {number} is canceled",
        headline="Your order is canceled",
        opening=f"As you asked, we have canceled your order. {_DONE}",
        payment={
            "card": "Returned to your card",
            "wallet": "Returned to your wallet",
            GIFT_CARDS: "Returned to your gift cards or store credit",
            "advance": "Goes back to your account",
            "invoice": "Goes back to your account",
            "none": "Nothing to return",
            "": "Amount returned",
        },
        closing=f"{_DELAY} We hope to see you again.",
        closing_at_once="You can spend it right away. We hope to see you again.",
        on_hold="Your order is canceled, and the hold on your card has ended. Nothing was charged.",
    ),
    MailKind.REFUND: MailTexts(
        subject="A refund for your order {number}",
        headline="Your money is on its way back",
        opening=f"We have refunded part or all of what you paid. {_DONE}",
        payment={
            "card": "Refunded to your card",
            "wallet": "Refunded to your wallet",
            ON_SHIPMENT: "Refunded to your card",
            ON_HOLD: "Held on your card, and not charged",
            GIFT_CARDS: "Refunded to your gift cards or store credit",
            "advance": "Goes back to your account",
            "invoice": "Goes back to your account",
            "": "Amount refunded",
        },
        closing=_DELAY,
        closing_at_once="You can spend it right away.",
        on_hold="A part of your order does not leave. What was held for it on your card is not charged.",
    ),
    MailKind.REDUCTION: MailTexts(
        subject="You owe less for your order {number}",
        headline="Your invoice was reduced",
        opening="We have refunded something that you had not paid yet. Here is what is left to pay.",
        payment={REDUCED: "Taken off your invoice", OWED: "Still to be paid by transfer", "": "Amount"},
        closing="If you have transferred more in the meantime, the rest goes back to your account.",
    ),
    MailKind.SHIPMENT: MailTexts(
        subject="Your order {number} is under way",
        headline="Your books are under way",
        opening="We have sent you a parcel. Here is what is in it, and what you ordered.",
        payment={**_PAID, ON_SHIPMENT: "Charged to your card for this parcel"},
        closing="If the parcel does not arrive, just reply to this mail.",
    ),
    MailKind.ADDRESS_CHANGE: MailTexts(
        subject="Your order {number} goes to another address",
        headline="We send it to another address",
        opening="The address of your order was changed. Here is where we send it, and what you ordered.",
        payment={},
        closing="If you did not ask for that, just reply to this mail.",
    ),
    MailKind.RETURN: MailTexts(
        subject="What you sent back of your order {number} has arrived",
        headline="Your return has arrived",
        opening="We have got what you sent back. Here is what it was, and what you ordered.",
        payment={},
        closing="When we refund something for it, you get another mail.",
        closing_on_invoice="Your invoice stays as it is. When we refund something, you get another mail.",
    ),
    MailKind.EXCHANGE: MailTexts(
        subject="We send you another copy for your order {number}",
        headline="Your exchange is on its way",
        opening="We send you new copies for what came back. Here is what you get, and what you ordered.",
        payment={},
        closing="You pay nothing for it. You get another mail when the parcel leaves.",
    ),
    MailKind.REFUND_FAILURE: MailTexts(
        subject="The refund for your order {number} could not be paid",
        headline="Your refund did not arrive",
        opening="Your bank has sent our refund back. Please reply to this mail: we find another way.",
        payment={
            "card": "Could not be refunded to your card",
            "wallet": "Could not be refunded to your wallet",
            ON_SHIPMENT: "Could not be refunded to your card",
            "": "Amount not refunded",
        },
        closing="We are sorry for the trouble. The money is yours, and we keep it for you until then.",
    ),
    MailKind.TRANSFER: MailTexts(
        subject="Please pay for your order {number}",
        headline="We are holding your books",
        opening="Please transfer the amount below with this reference. Then your books are on their way.",
        payment={GIFT_CARDS: "Paid with gift cards or store credit", "": "Please transfer"},
        closing=_IN_TIME,
    ),
    MailKind.UNDERPAYMENT: MailTexts(
        subject="A part of the payment for your order {number} is missing",
        headline="A part of your payment has arrived",
        opening="Your transfer was too little. Please transfer what is missing, with the same reference.",
        payment={GIFT_CARDS: "Paid with gift cards or store credit", "": "Still missing"},
        closing=_IN_TIME,
        closing_on_invoice="What you have paid counts for this order.",
    ),
    MailKind.INVOICE: MailTexts(
        subject="Your order {number} is confirmed, to be paid on invoice",
        headline="Thank you for your order",
        opening=f"We are packing your books. {_PLEASE_TRANSFER}",
        payment={GIFT_CARDS: "Paid with gift cards or store credit", "": "Please transfer"},
        closing="Enjoy your reading. If anything is not right, just reply to this mail.",
        not_shipped=f"You can read at once. {_PLEASE_TRANSFER}",
    ),
    MailKind.RECEIPT: MailTexts(
        subject="Your order {number} is paid",
        headline="Thank you for your payment",
        opening=f"Your payment has arrived. {_DONE}",
        payment=_PAID,
        closing="Enjoy your reading. If anything is not right, just reply to this mail.",
    ),
    MailKind.REMINDER: MailTexts(
        subject="Your order {number} is not paid yet",
        headline="Your payment has not arrived",
        opening="The day for your payment is over. Please transfer what is missing, with this reference.",
        payment={GIFT_CARDS: "Paid with gift cards or store credit", "": "Still missing"},
        closing="If you have transferred it in the meantime, you do not have to do anything else.",
    ),
    MailKind.LAPSE: MailTexts(
        subject="Your order {number} was not paid in time",
        headline="Your order was not paid in time",
        opening="Your payment has not arrived in time, so we have canceled your order.",
        payment={
            GIFT_CARDS: "Returned to your gift cards or store credit",
            "none": "Nothing to return",
            "": "Goes back to your account",
        },
        closing="What arrives later goes back to your account as well. You can order again at any time.",
    ),
}
