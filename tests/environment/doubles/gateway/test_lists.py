from __future__ import annotations

import random
from dataclasses import dataclass
from time import process_time

import pytest

from environment.doubles.gateway.object_store import ObjectStore, PageQuery

from .account import SandboxAccount


def _ids(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    return [row["id"] for row in answer["data"]]


def test_lists_are_newest_first_and_have_pages_in_both_directions(account: SandboxAccount) -> None:
    made = [account.pay().body["id"] for _ in range(5)][::-1]
    first = account.get("payment_intents", limit=2).body
    assert (_ids(first), first["has_more"]) == (made[:2], True)
    second = account.get("payment_intents", limit=2, starting_after=made[1]).body
    assert (_ids(second), second["has_more"]) == (made[2:4], True)
    last = account.get("payment_intents", limit=2, starting_after=made[3]).body
    assert (_ids(last), last["has_more"]) == (made[4:], False)
    back = account.get("payment_intents", limit=2, ending_before=made[3]).body
    assert (_ids(back), back["has_more"]) == (made[1:3], True)


def test_a_list_is_filtered_by_time(account: SandboxAccount) -> None:
    times = []
    for _ in range(3):
        times.append(account.pay().body["created"])
        account.clock.move(minutes=1)
    assert len(account.get("payment_intents", created={"gte": times[1]}).body["data"]) == 2
    assert len(account.get("payment_intents", created={"gt": times[1]}).body["data"]) == 1
    assert len(account.get("payment_intents", created={"lt": times[1]}).body["data"]) == 1
    assert len(account.get("payment_intents", created=times[1]).body["data"]) == 1


def test_a_list_is_filtered_by_customer(account: SandboxAccount) -> None:
    reader = account.post("customers").body["id"]
    own = account.pay(customer=reader).body["id"]
    account.pay()
    assert _ids(account.get("payment_intents", customer=reader).body) == [own]
    assert _ids(account.get("payment_intents", customer="cus_unknown").body) == []


def test_events_are_listed_by_type(account: SandboxAccount) -> None:
    account.pay()
    account.pay("pm_card_visa_chargeDeclined")
    assert len(account.get("events", type="payment_intent.created").body["data"]) == 2
    both = account.get("events", types=["charge.failed", "charge.succeeded"]).body["data"]
    assert [event["type"] for event in both] == ["charge.failed", "charge.succeeded"]


@pytest.mark.parametrize(
    "params",
    [{"limit": 0}, {"limit": 101}, {"starting_after": "pi_x"}, {"starting_after": "a", "ending_before": "b"}],
)
def test_an_impossible_page_is_refused(account: SandboxAccount, params: dict[str, object]) -> None:
    assert account.get("payment_intents", **params).status == 400


@pytest.mark.parametrize("path", ["payment_intents/pi_x", "refunds/re_x", "customers/cus_x", "events/evt_x"])
def test_an_unknown_object_is_missing(account: SandboxAccount, path: str) -> None:
    missing = account.get(path)
    assert (missing.status, missing.error["code"]) == (404, "resource_missing")


@dataclass
class ColoredRow:
    id: str
    created: int
    color: str | None

    def to_json(self) -> dict[str, object]:
        return {}


def test_pages_of_a_store_equal_those_of_a_plain_search() -> None:
    chance = random.Random(7)
    table: ObjectStore[ColoredRow] = ObjectStore({"color": lambda row: row.color})
    rows = [ColoredRow(f"r{i}", i // 3, chance.choice(["red", "blue", None])) for i in range(60)]
    for row in rows:
        table.add(row)
    for row in chance.sample(rows, 10):
        table.remove(row)
        rows.remove(row)
    for _ in range(300):
        colors = chance.choice([("red",), ("red", "blue"), ()])
        first, last = chance.randrange(0, 20), chance.randrange(0, 22)
        cursor = chance.choice(rows)
        limit = chance.randrange(1, 9)
        found = [row for row in rows if first <= row.created <= last and (not colors or row.color in colors)]
        where = {"color": colors} if colors else {}
        older = [row for row in found if rows.index(row) < rows.index(cursor)][::-1]
        assert table.page(where, PageQuery(limit, first, last, older_than=cursor.id)) == (
            older[:limit],
            len(older) > limit,
        )
        newer = [row for row in found if rows.index(row) > rows.index(cursor)]
        assert table.page(where, PageQuery(limit, first, last, newer_than=cursor.id)) == (
            newer[:limit][::-1],
            len(newer) > limit,
        )


def test_a_request_costs_the_same_after_many_payments(account: SandboxAccount) -> None:
    def cost() -> float:
        began = process_time()
        for _ in range(20):
            paid = account.pay(key=f"k{len(account.ledger.charges)}").body
            account.get("refunds", payment_intent=paid["id"])
            account.get("payment_intents", limit=1, created={"gte": paid["created"]})
        return process_time() - began

    cost()
    early = min(cost() for _ in range(3))
    for _ in range(600):
        account.pay()
    assert min(cost() for _ in range(3)) < 3 * early
