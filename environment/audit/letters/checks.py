"""The check of the words of every mail about an order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.gift_card_rows import SoldGiftCardRow
from environment.audit.facts.order_content import Letter, OrderContent
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.mails import (
    CANCELLATION,
    EXCHANGE,
    LAPSE,
    REDUCTION,
    REFUND,
    REMINDER,
    RETURN,
    SHIPMENT,
    UNDERPAYMENT,
)
from environment.audit.invariants.parcel_charges import ON_SHIPMENT
from environment.audit.invariants.sentences import rows_of
from environment.audit.invariants.transfers import missing_before, transfers_for
from environment.audit.letters.addresses import as_addressed
from environment.audit.letters.codes import with_hashed_codes, without_codes
from environment.audit.letters.conventions import locale_of, money_in
from environment.audit.letters.expected import ASKING, MovedMoney, expected_mail
from environment.audit.letters.letter import Alternatives, ExpectedMail
from environment.audit.letters.links import links_of, with_hashed_links
from environment.audit.letters.reading import blocks_of, lines_of, one_line
from environment.audit.letters.words import words_in
from environment.reckoning.refund import (
    GIFT_CARDS,
    HOLD,
    PAYMENT,
    ReckonedRefund,
    returned_by_cancellation,
)

_RENDERED = "notifications -> mail"
_NOTHING = "nothing"


def mails_say_what_was_ordered(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every mail about an order says in its text, and again in its HTML, what the order consists of."""
    return _wrong_mails(snapshot, about_transfers=False)


def mails_say_what_was_transferred(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every mail about a transfer says what has arrived of it, or what is still missing."""
    return _wrong_mails(snapshot, about_transfers=True)


def _wrong_mails(snapshot: Snapshot, *, about_transfers: bool) -> Iterator[AuditBreach]:
    # of an order that was erased the shop does not know any more what its mails have said
    orders = {order.number: order for order in snapshot.order_contents if not order.erased}
    for letter in snapshot.letters:
        order = orders.get(letter.order_number)
        if order is None or letter.kind not in words_in("en"):
            continue
        if _tells_what_arrived(letter, order) is not about_transfers:
            continue
        cards = [card for card in snapshot.sold_gift_cards if card.checkout_id == order.checkout_id]
        for wrong in _wrong_with(letter, order, _amounts_of(snapshot, letter, order), cards):
            sentence = f"the {letter.kind} mail of order {order.number} {wrong}"
            table = EvidenceTable("the mail", ("subject", "text"), ((letter.subject, letter.text),))
            evidence = (table, *rows_of(snapshot, order.checkout_id))
            yield AuditBreach(BreachKind.MAIL_CONTENT_WRONG, sentence, evidence, _RENDERED)


def _tells_what_arrived(letter: Letter, order: OrderContent) -> bool:
    canceled_unpaid = letter.kind == CANCELLATION and order.terms is not None and order.captured == 0
    on_invoice = letter.kind == SHIPMENT and order.payment_method == "invoice"
    return canceled_unpaid or on_invoice or letter.kind in (UNDERPAYMENT, REDUCTION, REMINDER, LAPSE)


def _wrong_with(
    letter: Letter, order: OrderContent, amounts: MovedMoney, cards: Sequence[SoldGiftCardRow]
) -> Iterator[str]:
    moved = {SHIPMENT: order.shipments, RETURN: order.returns, EXCHANGE: order.exchanges}.get(letter.kind, ())
    parcel = next((each for each in moved if each.shipment_id.startswith(letter.about)), None)
    mails = [expected_mail(each, letter.kind, amounts, parcel, cards) for each in as_addressed(order, letter)]
    yield from min((list(_differences(letter, each)) for each in mails), key=len)


def _differences(letter: Letter, expected: ExpectedMail) -> Iterator[str]:
    if letter.language != expected.language:
        yield f"declares the language {letter.language or _NOTHING}, expected {expected.language}"
    if one_line(letter.subject) != one_line(expected.subject):
        yield f'has the subject "{letter.subject}", expected "{expected.subject}"'
    text, page = with_hashed_codes(with_hashed_links(letter.text)), with_hashed_codes(letter.html)
    for part, said, said_due in (
        ("text", lines_of(text), expected.as_text),
        ("HTML", blocks_of(page), expected.as_page),
    ):
        # what payments does not tell of gift cards is not known here: that there are some is another check
        yield from _first_difference(part, said if expected.has_codes else without_codes(said), said_due)
    if (found := links_of(letter.html)) != expected.links:
        told, due = (", ".join(links) or _NOTHING for links in (found, expected.links))
        yield f"has {told} in its HTML, expected {due}"


def _amounts_of(snapshot: Snapshot, letter: Letter, order: OrderContent) -> MovedMoney:
    """The amounts that the mail is about; a mail about no known refund is held to all that was paid."""
    if (owed := _still_to_come(snapshot, letter, order)) is not None:
        return owed
    if _tells_what_arrived(letter, order):
        arrived = sum(each.claimed for each in transfers_for(snapshot, order.checkout_id))
        return MovedMoney(arrived, order.redeemed)
    given = ((order.captured, PAYMENT), (order.redeemed, GIFT_CARDS))
    if letter.kind == CANCELLATION:
        back = [returned_by_cancellation(amount, order.refunds, where) for amount, where in given]
        return MovedMoney(back[0], back[1])
    refund = next((each for each in order.refunds if each.refund_id.startswith(letter.about)), None)
    if refund and letter.kind.startswith(REFUND):
        return _gone_back(refund)
    return MovedMoney(_charged_for(letter, order), order.redeemed)


def _still_to_come(snapshot: Snapshot, letter: Letter, order: OrderContent) -> MovedMoney | None:
    """What a mail says is still to come; None for one that is about other money."""
    if letter.kind == SHIPMENT and order.payment_method == "invoice":
        return _owed_at_shipment(snapshot, letter, order)
    if letter.kind == REDUCTION:
        return _taken_off(snapshot, letter, order)
    asks = letter.kind in ASKING
    return MovedMoney(_asked_for(snapshot, letter, order), order.redeemed) if asks else None


def _gone_back(refund: ReckonedRefund) -> MovedMoney:
    """Where the money of a refund went, or that it was only held."""
    if refund.destination == HOLD:
        return MovedMoney(refund.amount, of_hold=True)
    parts = [refund.given_back if refund.destination == where else 0 for where in (PAYMENT, GIFT_CARDS)]
    return MovedMoney(parts[0], parts[1])


def _charged_for(letter: Letter, order: OrderContent) -> int:
    """What the mail about an order, or about a parcel, says of its payment."""
    if order.payment_method != ON_SHIPMENT:
        return order.captured
    parcels = (each for each in order.shipments if each.shipment_id.startswith(letter.about))
    parcel = next(parcels, None) if letter.kind == SHIPMENT else None
    return order.bill.grand_total - order.redeemed if parcel is None else parcel.charge or 0


def _asked_for(snapshot: Snapshot, letter: Letter, order: OrderContent) -> int:
    """The whole sum, or what was missing after one of its transfers; the mail's Message-ID says which."""
    due = order.bill.grand_total - order.redeemed
    if letter.kind not in (UNDERPAYMENT, REMINDER):
        return due
    missing = _missing(snapshot, order)
    return next((amount for amount in missing if str(amount) == letter.about), due)


def _missing(snapshot: Snapshot, order: OrderContent) -> list[int]:
    """What was missing after each transfer and each reduction of the order, and before the first."""
    return missing_before(snapshot, order.checkout_id, order.bill.grand_total - order.redeemed)


def _taken_off(snapshot: Snapshot, letter: Letter, order: OrderContent) -> MovedMoney:
    """What a refund took off what was owed, and what it left of that."""
    refund = next((each for each in order.refunds if each.refund_id.startswith(letter.about)), None)
    reduced = refund.reduced if refund else 0
    _, left = _said_to_be_owed(snapshot, letter, order)
    return MovedMoney(order.bill.grand_total if left is None else left, owed=True, reduced=reduced)


def _said_to_be_owed(snapshot: Snapshot, letter: Letter, order: OrderContent) -> tuple[str, int | None]:
    """The line that says what is owed, and the amount of those that ever were; None where it was none."""
    locale = locale_of(order.locale)
    label = words_in(locale.language)[letter.kind]["money"]["owed"]
    said = "".join(line for line in lines_of(letter.text) if line.startswith(label))
    for amount in _missing(snapshot, order):
        if said == one_line(f"{label}: {money_in(locale, amount, order.bill.currency)}"):
            return said, amount
    return said, None


def _owed_at_shipment(snapshot: Snapshot, letter: Letter, order: OrderContent) -> MovedMoney:
    """What was owed when a parcel left, after some of the transfers: the mail says after which."""
    said, amount = _said_to_be_owed(snapshot, letter, order)
    if amount:
        return MovedMoney(amount, order.redeemed, owed=True)
    if said or not order.captured:  # an amount that was never owed, or none although nothing was paid
        return MovedMoney(order.bill.grand_total - order.redeemed, order.redeemed, owed=True)
    return MovedMoney(order.captured, order.redeemed)


def _first_difference(part: str, found: Sequence[str], expected: Sequence[Alternatives]) -> Iterator[str]:
    """The first only: where a line is missing, all that follow it differ."""
    for said, wanted in zip_longest(found, expected):
        allowed = tuple(map(one_line, wanted or ()))
        if said not in allowed:
            due = " or ".join(f'"{each}"' for each in allowed) or _NOTHING
            yield f"""says {_NOTHING if said is None else f'"{said}"'} in its {part}, expected {due}"""
            return
