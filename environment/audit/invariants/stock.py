"""Copies: on hand plus sold is received, and every sold copy has its order.

A sold copy that came back is on hand again: it no longer counts as sold, although its order is active. What
was exchanged for it does. The shop knows of it by the report of the warehouse, or by a stock count, which
counts it as received. Until then a refunded copy counts as sold, wherever it is. An e-book has no copies:
nothing of it is reserved or sold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.snapshot import LineRow, Snapshot
from environment.audit.facts.stock_rows import StockRow
from environment.audit.invariants import sentences
from environment.audit.invariants.copies import copies_by_sku
from environment.audit.invariants.sentences import counted, rows_of


def no_copy_is_sold_twice(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Active orders never have more copies than were received, with what was exchanged for what came back."""
    active = {order.checkout_id for order in snapshot.orders if order.is_sold}
    lines = [line for line in snapshot.order_lines if line.checkout_id in active and line.in_copies]
    back, replaced = (
        copies_by_sku(line for line in moved if line.checkout_id in active)
        for moved in (snapshot.returned_copies, snapshot.exchanged_copies)
    )
    for title in snapshot.titles:
        sold = copies_by_sku(lines)[title.sku] + replaced[title.sku] - back[title.sku]
        if sold > title.received:
            twice = counted(sold - title.received, "copy", "copies")
            was = "was" if sold - title.received == 1 else "were"
            sentence = f'{twice} of "{title.title}" {was} sold twice: {sold} sold, {title.received} received'
            rows = [line for line in lines if line.sku == title.sku]
            evidence = (_table([title]), EvidenceTable.of("order lines", rows))
            yield AuditBreach(BreachKind.OVERSOLD, sentence, evidence)


def counts_add_up(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """On hand + sold = received, reserved is at most on hand, and no count is negative."""
    for title in snapshot.titles:
        if title.on_hand + title.sold != title.received:
            sentence = (
                f'of {counted(title.received, "copy", "copies")} of "{title.title}" that were received, '
                f"{title.on_hand} are on hand and {title.sold} sold"
            )
            if title.on_hand + title.sold > title.received:
                sentence += "; a copy that comes back is on hand when it is reported or counted"
            yield AuditBreach(BreachKind.COPIES_LOST, sentence, (_table([title]),))
        if min(title.counts) < 0 or title.reserved > title.on_hand:
            counts = f"{title.reserved} reserved of {title.on_hand} on hand, {title.sold} sold"
            sentence = f'"{title.title}" has impossible counts: {counts}'
            yield AuditBreach(BreachKind.STOCK_MISCOUNTED, sentence, (_table([title]),))


def counts_follow_reservations(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Reserved is the sum of the held reservations, sold that of the confirmed ones.

    To these belongs what was exchanged, and no more what came back.
    """
    lines, back = snapshot.reservation_lines, snapshot.returned_copies
    held, confirmed = (copies_by_sku(_lines_in(snapshot, state, lines)) for state in ("held", "confirmed"))
    confirmed.update(copies_by_sku(_lines_in(snapshot, "confirmed", snapshot.exchanged_copies)))
    confirmed.subtract(copies_by_sku(_lines_in(snapshot, "confirmed", back)))
    moved_later = {line.sku for line in (*snapshot.exchanged_copies, *back)}
    for title in snapshot.titles:
        for word, count, state, total in (
            ("reserved", title.reserved, "held", held[title.sku]),
            ("sold", title.sold, "confirmed", confirmed[title.sku]),
        ):
            if count != total:
                later = word == "sold" and title.sku in moved_later
                sentence = (
                    f'the count of {word} copies of "{title.title}" is {count}, but the {state} reservations'
                    f"{', with exchanges and returns,' if later else ''} have {total}"
                )
                evidence = (_table([title]), EvidenceTable.of("reservations", snapshot.reservations))
                yield AuditBreach(BreachKind.STOCK_MISCOUNTED, sentence, evidence)


def counts_follow_movements(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The counts are the sums of the stock movements."""
    sums = {movement.sku: movement for movement in snapshot.movements}
    for title in snapshot.titles:
        found = sums.get(title.sku, StockRow(title.sku, title.title, 0, 0, 0, 0))
        if found.counts != title.counts:
            sentence = f'the stock movements of "{title.title}" do not sum up to its counts'
            evidence = (_table([title]), EvidenceTable.of("sums of the stock movements", [found]))
            yield AuditBreach(BreachKind.STOCK_MISCOUNTED, sentence, evidence)


def copies_follow_orders(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The copies of each active order are sold, and no copies are sold or reserved without an order."""
    states = {reservation.checkout_id: reservation.state for reservation in snapshot.reservations}
    for checkout_id in dict.fromkeys((*snapshot.order_of, *states)):
        if checkout_id not in snapshot.unfinished:
            yield from _copies_of(snapshot, checkout_id, states.get(checkout_id))


def _copies_of(snapshot: Snapshot, checkout_id: str, state: str | None) -> Iterator[AuditBreach]:
    order, titles = snapshot.order_of.get(checkout_id), snapshot.titles_by_sku
    ordered = copies_by_sku(
        line for line in snapshot.order_lines if line.checkout_id == checkout_id and line.in_copies
    )
    reserved = copies_by_sku(line for line in snapshot.reservation_lines if line.checkout_id == checkout_id)
    copies, evidence = sentences.copies(reserved, titles), rows_of(snapshot, checkout_id)
    if order and order.is_waiting and (state, reserved) == ("held", ordered):
        return
    if order and order.is_waiting:
        promised = sentences.copies(ordered, titles)
        sentence = (
            f"order {order.number} waits for its transfer, but inventory does not hold {promised} for it"
        )
        yield AuditBreach(BreachKind.COPIES_LOST, sentence, evidence)
    elif order and order.is_sold and (state != "confirmed" or reserved != ordered):
        sold = copies if state == "confirmed" else "no copies"
        promised = sentences.copies(ordered, titles)
        sentence = f"order {order.number} has {promised}, but inventory has sold {sold} for it"
        yield AuditBreach(BreachKind.COPIES_LOST, sentence, evidence)
    elif state == "confirmed" and not (order and order.is_sold):
        why = f"for order {order.number}, which is {order.state}" if order else "without an order"
        yield AuditBreach(BreachKind.COPIES_LOST, f"inventory has sold {copies} {why}", evidence)
    elif state == "held":
        name = snapshot.order_name(checkout_id)
        sentence = f"inventory still reserves {copies} for {name}, although the checkout has ended"
        yield AuditBreach(BreachKind.RESERVATION_LEFT, sentence, evidence)


def no_reservation_is_overdue(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """No reservation is held past its deadline."""
    for reservation in snapshot.reservations:
        if reservation.state == "held" and reservation.expires_at <= snapshot.now:
            mine = (
                each for each in snapshot.reservation_lines if each.checkout_id == reservation.checkout_id
            )
            copies = sentences.copies(copies_by_sku(mine), snapshot.titles_by_sku)
            sentence = (
                f"the reservation of {copies} ended at {reservation.expires_at:%H:%M:%S} "
                f"and is not released at {snapshot.now:%H:%M:%S}"
            )
            evidence = rows_of(snapshot, reservation.checkout_id)
            yield AuditBreach(BreachKind.RESERVATION_OVERDUE, sentence, evidence)


def _lines_in(snapshot: Snapshot, state: str, lines: Iterable[LineRow]) -> Iterable[LineRow]:
    ids = {reservation.checkout_id for reservation in snapshot.reservations if reservation.state == state}
    return (line for line in lines if line.checkout_id in ids)


def _table(titles: Iterable[StockRow]) -> EvidenceTable:
    return EvidenceTable.of("titles", titles)
