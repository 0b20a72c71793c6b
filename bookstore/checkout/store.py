"""Checkouts in PostgreSQL. Every change is fenced: only the owner that claimed a checkout last writes it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, text

from bookstore.checkout.in_progress import CheckoutsInProgress
from bookstore.checkout.model import Checkout, CheckoutState, StoredRefusal
from bookstore.checkout.saga import CheckoutStep, Compensation


class LostOwnership(Exception):
    """Another instance has claimed this checkout; this one must stop running it."""


_PERSONAL = ("email", "account_email", "ship_to", "bill_to", "payment", "gift_cards")
_INSERT = text("""
    INSERT INTO checkouts (checkout_id, shopper, idempotency_key, request_hash, cart_id, state, step,
                           submission, owner, traceparent, baggage, created_at, worked_on_since)
    VALUES (:checkout_id, :shopper, :key, :request_hash, :cart_id, :state, :step,
            CAST(:submission AS jsonb), :owner, :traceparent, :baggage, :created_at,
            :created_at)
    ON CONFLICT DO NOTHING RETURNING checkout_id""")
_BY_KEY = text("SELECT * FROM checkouts WHERE shopper = :shopper AND idempotency_key = :key")
_BY_ID = text("SELECT * FROM checkouts WHERE checkout_id = :id AND shopper = :shopper")
_BY_CART = text("""
    SELECT state FROM checkouts WHERE cart_id = :cart_id AND state IN ('running', 'waiting', 'completed')""")
_SAVE = text("""
    UPDATE checkouts SET state = :state, step = :step, results = CAST(:results AS jsonb), undo = :undo,
        refusal = CAST(:refusal AS jsonb), attempts = :attempts, in_doubt = :in_doubt,
        next_attempt_at = :next, finished_at = :finished, worked_on_since = :worked_on_since,
        waits_until = :waits_until,
        submission = CASE WHEN CAST(:finished AS timestamptz) IS NULL THEN submission
            ELSE submission - CAST(:personal AS text[]) END
    WHERE checkout_id = :id AND owner = :owner AND fence = :fence""")
_LOOK = text("""
    SELECT coalesce(bool_or(owner <> :me OR next_attempt_at IS NULL OR next_attempt_at <= :now), false),
        min(next_attempt_at) FILTER (WHERE owner = :me)
    FROM checkouts WHERE finished_at IS NULL AND checkout_id <> ALL(:at_work)""")
_OPEN_OWNERS = text("SELECT DISTINCT owner FROM checkouts WHERE finished_at IS NULL AND owner <> :me")
_IS_DEAD = text("SELECT pg_try_advisory_xact_lock(:owner)")
_CLAIMABLE = text("""
    SELECT checkout_id FROM checkouts
    WHERE finished_at IS NULL AND checkout_id <> ALL(:at_work)
        AND (owner = ANY(:dead) OR (owner = :me AND (next_attempt_at IS NULL OR next_attempt_at <= :now)))
    ORDER BY created_at LIMIT :limit FOR UPDATE SKIP LOCKED""")
_CLAIM = text("""
    UPDATE checkouts SET owner = :me, fence = fence + 1, next_attempt_at = NULL, in_doubt = true
    WHERE checkout_id = ANY(:left)
    RETURNING *""")
_CLAIM_WAITING = text("""
    UPDATE checkouts SET owner = :me, fence = fence + 1, next_attempt_at = NULL
    WHERE checkout_id = :id AND shopper = :shopper AND state = 'waiting'
    RETURNING *""")
_WAITING_OF_CART = text("""
    SELECT checkout_id FROM checkouts
    WHERE cart_id = :cart_id AND shopper = :shopper AND state = 'waiting'""")
_POSTPONE = text("""
    UPDATE checkouts SET attempts = attempts + 1, next_attempt_at = :next
    WHERE checkout_id = :id AND owner = :owner AND fence = :fence""")
_NEXT = text("""
    SELECT min(next_attempt_at) FROM checkouts
    WHERE finished_at IS NULL AND owner = :me AND checkout_id <> ALL(:at_work)""")


def _checkout(row: RowMapping) -> Checkout:
    refusal = StoredRefusal(**row["refusal"]) if row["refusal"] else None
    return Checkout(
        checkout_id=row["checkout_id"],
        state=CheckoutState(row["state"]),
        step=CheckoutStep(row["step"]),
        submission=row["submission"],
        results=row["results"],
        compensations=tuple(Compensation(compensation) for compensation in row["undo"]),
        refusal=refusal,
        owner=row["owner"],
        fence=row["fence"],
        attempts=row["attempts"],
        in_doubt=row["in_doubt"],
        created_at=row["created_at"],
        traceparent=row["traceparent"],
        baggage=row["baggage"],
        worked_on_since=row["worked_on_since"],
        waits_until=row["waits_until"],
    )


def insert(connection: Connection, checkout: Checkout, key: str, request_hash: str) -> bool:
    """Store a new checkout; False where its key or its cart is taken."""
    stored = {
        "checkout_id": checkout.checkout_id,
        "shopper": checkout.submission["shopper"],
        "key": key,
        "request_hash": request_hash,
        "cart_id": checkout.submission["cart_id"],
        "state": checkout.state,
        "step": checkout.step,
        "submission": json.dumps(dict(checkout.submission)),
        "owner": checkout.owner,
        "traceparent": checkout.traceparent,
        "baggage": checkout.baggage,
        "created_at": checkout.created_at,
    }
    return connection.execute(_INSERT, stored).scalar() is not None


def by_key(connection: Connection, buyer: str, key: str) -> tuple[Checkout, str] | None:
    """The buyer's checkout with this Idempotency-Key, and the hash of its submission."""
    row = connection.execute(_BY_KEY, {"shopper": buyer, "key": key}).mappings().first()
    return (_checkout(row), row["request_hash"]) if row else None


def by_id(connection: Connection, buyer: str, checkout_id: UUID) -> Checkout | None:
    """The buyer's checkout."""
    row = connection.execute(_BY_ID, {"shopper": buyer, "id": checkout_id}).mappings().first()
    return _checkout(row) if row else None


def state_of_cart(connection: Connection, cart_id: UUID) -> CheckoutState | None:
    """The state of the checkout that is buying the cart, or has bought it."""
    found = connection.execute(_BY_CART, {"cart_id": cart_id}).scalar()
    return CheckoutState(found) if found else None


def save(connection: Connection, checkout: Checkout, now: datetime, next_at: datetime | None = None) -> None:
    """Store the checkout; raises LostOwnership where another instance has claimed it.

    A checkout that is finished needs its person no longer: its order has what it needs.
    """
    values: dict[str, Any] = {
        "id": checkout.checkout_id,
        "owner": checkout.owner,
        "fence": checkout.fence,
        "state": checkout.state,
        "step": checkout.step,
        "results": json.dumps(dict(checkout.results)),
        "undo": [str(compensation) for compensation in checkout.compensations],
        "refusal": json.dumps(asdict(checkout.refusal)) if checkout.refusal else None,
        "attempts": checkout.attempts,
        "in_doubt": checkout.in_doubt,
        "next": next_at,
        "finished": now if checkout.finished else None,
        "worked_on_since": checkout.worked_on_since,
        "waits_until": checkout.waits_until,
        "personal": list(_PERSONAL),
    }
    if connection.execute(_SAVE, values).rowcount != 1:
        raise LostOwnership(str(checkout.checkout_id))


def postpone(connection: Connection, checkout: Checkout, until: datetime) -> None:
    """Postpone the next run of a checkout that failed unexpectedly; nothing else of it is stored."""
    ours = {"id": checkout.checkout_id, "owner": checkout.owner, "fence": checkout.fence}
    connection.execute(_POSTPONE, {**ours, "next": until})


def look(
    connection: Connection, instance: int, now: datetime, in_progress: CheckoutsInProgress
) -> tuple[bool, datetime | None]:
    """Whether a checkout may be claimable, and when the next postponed one of ours is due."""
    wanted = {"me": instance, "at_work": in_progress.ids(), "now": now}
    claimable, due = connection.execute(_LOOK, wanted).one()
    return bool(claimable), due


def claim(
    connection: Connection, instance: int, now: datetime, in_progress: CheckoutsInProgress, limit: int
) -> list[Checkout]:
    """Claim due checkouts, checkouts of dead owners, and our own checkouts that no thread is running.

    Each claim raises the fence. The step at hand of a claimed checkout is in doubt: its last owner may have
    sent the request.
    """
    owners = connection.execute(_OPEN_OWNERS, {"me": instance}).scalars().all()
    dead = [owner for owner in owners if connection.execute(_IS_DEAD, {"owner": owner}).scalar()]
    wanted = {"me": instance, "dead": dead, "at_work": in_progress.ids(), "now": now, "limit": limit}
    found = connection.execute(_CLAIMABLE, wanted).scalars().all()
    # Read again: a run is registered before its row is stored, so the run of every row found is in here.
    running = in_progress.ids()
    claimable = [checkout_id for checkout_id in found if checkout_id not in running]
    if not claimable:
        return []
    rows = connection.execute(_CLAIM, {"me": instance, "left": claimable}).mappings()
    return [_checkout(row) for row in rows]


def claim_waiting(connection: Connection, instance: int, buyer: str, checkout_id: UUID) -> Checkout | None:
    """Claim the buyer's waiting checkout; a thread that is making an inquiry for it loses it."""
    wanted = {"me": instance, "shopper": buyer, "id": checkout_id}
    row = connection.execute(_CLAIM_WAITING, wanted).mappings().first()
    return _checkout(row) if row else None


def waiting_of_cart(connection: Connection, buyer: str, cart_id: UUID) -> UUID | None:
    """The buyer's waiting checkout of this cart."""
    found: UUID | None = connection.execute(_WAITING_OF_CART, {"shopper": buyer, "cart_id": cart_id}).scalar()
    return found


def next_due(connection: Connection, instance: int, in_progress: CheckoutsInProgress) -> datetime | None:
    """When the next postponed checkout of ours is due, of those that no thread is running."""
    wanted = {"me": instance, "at_work": in_progress.ids()}
    due: datetime | None = connection.execute(_NEXT, wanted).scalar()
    return due
