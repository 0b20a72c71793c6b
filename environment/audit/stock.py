"""Copies: what is on hand and what was sold is what was received, and every sold copy has its order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from environment.audit.breach import Breach, Kind, Table
from environment.audit.snapshot import Books, Copies, Line, copies
from environment.audit.formatting import dossier, listed, several


def no_copy_is_sold_twice(books: Books) -> Iterator[Breach]:
    """Orders never hold more copies than were received."""
    stands = {order.checkout_id for order in books.orders if order.stands}
    standing = [line for line in books.lines if line.checkout_id in stands]
    for title in books.titles:
        sold = copies(standing)[title.sku]
        if sold > title.received:
            twice = several(sold - title.received, "copy", "copies")
            was = "was" if sold - title.received == 1 else "were"
            sentence = f'{twice} of "{title.title}" {was} sold twice: {sold} sold, {title.received} received'
            rows = [line for line in standing if line.sku == title.sku]
            yield Breach(Kind.OVERSOLD, sentence, (_table([title]), Table.of("order lines", rows)))


def counts_add_up(books: Books) -> Iterator[Breach]:
    """On hand + sold = received, on hand covers what is reserved, and nothing is negative."""
    for title in books.titles:
        if title.on_hand + title.sold != title.received:
            sentence = (
                f'of {several(title.received, "copy", "copies")} of "{title.title}" that were received, '
                f"{title.on_hand} are on hand and {title.sold} sold"
            )
            yield Breach(Kind.COPIES_LOST, sentence, (_table([title]),))
        if min(title.counts) < 0 or title.reserved > title.on_hand:
            counted = f"{title.reserved} reserved of {title.on_hand} on hand, {title.sold} sold"
            sentence = f'"{title.title}" has impossible counts: {counted}'
            yield Breach(Kind.STOCK_MISCOUNTED, sentence, (_table([title]),))


def counts_follow_reservations(books: Books) -> Iterator[Breach]:
    """Reserved = what the held reservations hold, sold = what the confirmed ones held."""
    held, confirmed = (copies(_in_state(books, state)) for state in ("held", "confirmed"))
    for title in books.titles:
        for word, counted, summed in (
            ("reserved", title.reserved, held[title.sku]),
            ("sold", title.sold, confirmed[title.sku]),
        ):
            if counted != summed:
                count = several(counted, "copy counts", "copies count")
                sentence = f'{count} as {word} of "{title.title}", but by the reservations it is {summed}'
                evidence = (_table([title]), Table.of("reservations", books.reservations))
                yield Breach(Kind.STOCK_MISCOUNTED, sentence, evidence)


def counts_follow_movements(books: Books) -> Iterator[Breach]:
    """The stock movements sum up to the counts."""
    summed = {movement.sku: movement for movement in books.movements}
    for title in books.titles:
        found = summed.get(title.sku, Copies(title.sku, title.title, 0, 0, 0, 0))
        if found.counts != title.counts:
            sentence = f'the stock movements of "{title.title}" do not sum up to its counts'
            evidence = (_table([title]), Table.of("sums of the stock movements", [found]))
            yield Breach(Kind.STOCK_MISCOUNTED, sentence, evidence)


def copies_follow_orders(books: Books) -> Iterator[Breach]:
    """Each standing order has its copies, and no copies left the shelf or are held without one."""
    states = {reservation.checkout_id: reservation.state for reservation in books.reservations}
    for checkout_id in dict.fromkeys((*books.order_of, *states)):
        if checkout_id in books.moving:
            continue
        order, state = books.order_of.get(checkout_id), states.get(checkout_id)
        ordered = copies(line for line in books.lines if line.checkout_id == checkout_id)
        taken = copies(line for line in books.reserved if line.checkout_id == checkout_id)
        said = listed(taken, books.known_titles)
        evidence = dossier(books, checkout_id)
        if order and order.stands and (state != "confirmed" or taken != ordered):
            left = said if state == "confirmed" else "none"
            promised = listed(ordered, books.known_titles)
            sentence = f"order {order.number} promises {promised}, but of these copies {left} left the shelf"
            yield Breach(Kind.COPIES_LOST, sentence, evidence)
        elif state == "confirmed" and not (order and order.stands):
            why = f"for order {order.number}, which is {order.state}" if order else "without an order"
            sentence = f"{said} left the shelf {why}"
            yield Breach(Kind.COPIES_LOST, sentence, evidence)
        elif state == "held":
            sentence = f"{said} still reserved for {books.named(checkout_id)}, although that has ended"
            yield Breach(Kind.RESERVATION_LEFT, sentence, evidence)


def no_reservation_is_overdue(books: Books) -> Iterator[Breach]:
    """Nothing is held past its deadline."""
    for reservation in books.reservations:
        if reservation.state == "held" and reservation.expires_at <= books.now:
            held = copies(line for line in books.reserved if line.checkout_id == reservation.checkout_id)
            until = (
                f"reserved until {reservation.expires_at:%H:%M:%S}, and not given up at {books.now:%H:%M:%S}"
            )
            sentence = f"{listed(held, books.known_titles)} {until}"
            yield Breach(Kind.RESERVATION_OVERDUE, sentence, dossier(books, reservation.checkout_id))


def _in_state(books: Books, state: str) -> Iterable[Line]:
    ids = {reservation.checkout_id for reservation in books.reservations if reservation.state == state}
    return (line for line in books.reserved if line.checkout_id in ids)


def _table(titles: Iterable[Copies]) -> Table:
    return Table.of("titles", titles)
