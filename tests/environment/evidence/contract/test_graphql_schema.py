"""Answers of GraphQL are held to the schema of their endpoint, each kind of breach with its sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from graphql import get_introspection_query, graphql_sync

from environment.evidence.contract.graphql_schema import GraphQLContracts, UnreadableSchema, read_schema
from environment.evidence.recording.masking import MASK
from tests.environment.evidence.recording.sample_exchanges import exchange

SDL = """
scalar DateTime
enum State { PAID CANCELED }
interface Problem { message: String! }
type Declined implements Problem { message: String! reason: String }
type Order { code: String! state: State! total: Int! placed: DateTime lines: [Line!]! token: State }
type Line { copies: Int! }
union Result = Order | Declined
type Query { order(code: String!): Order }
type Mutation { pay(token: String!): Result! }
"""
ORDER = "query($c: String!) { order(code: $c) { code state total placed lines { copies } } }"
PAY = 'mutation { done: pay(token: "t") { __typename ... on Order { code } ... on Problem { message } } }'
PAID = {"code": "A1", "state": "PAID", "total": 950, "placed": None, "lines": [{"copies": 1}]}


def breaches(query: str, answer: Any, path: str = "/shop-api?op=x") -> list[str]:
    body = {"query": query, "variables": {"c": "A1"}}
    made = exchange(1, "customer -> checkout", f"POST {path}", request_body=body, answer_body=answer)
    return [each.sentence for each in GraphQLContracts({"/shop-api": read_schema(SDL)}).breaches(made)]


def of_order(**changes: Any) -> list[str]:
    """What is found in the answer to a query, without its beginning."""
    found = breaches(ORDER, {"data": {"order": {**PAID, **changes}}})
    return [each.removeprefix("customer -> checkout: query order: the answer's ") for each in found]


def test_an_answer_that_fits_has_no_breach() -> None:
    assert of_order() == []
    assert breaches(ORDER, {"data": {"order": None}}) == []
    assert breaches(PAY, {"data": {"done": {"__typename": "Declined", "message": "no"}}}) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": None}, "order.code does not fit the schema: Cannot return null for non-nullable field"),
        ({"state": "PAYED"}, "order.state does not fit the schema: Enum 'State' cannot represent value"),
        ({"total": "many"}, "order.total does not fit the schema: Int cannot represent"),
        ({"lines": [{"copies": 1.5}]}, "order.lines[0].copies does not fit the schema: Int cannot"),
        ({"lines": [{}]}, "order.lines[0].copies does not fit the schema: is missing"),
        ({"code": 7}, "order.code was not asked for, or has another type than in the schema"),
        ({"secret_price": 1}, "order.secret_price was not asked for"),
    ],
)
def test_each_kind_of_breach_is_named_with_its_place(changes: dict[str, Any], said: str) -> None:
    (found,) = of_order(**changes)
    assert found.startswith(said)


def test_a_type_that_the_union_does_not_have_is_a_breach() -> None:
    (found,) = breaches(PAY, {"data": {"done": {"__typename": "Line", "copies": 1}}})
    assert "done does not fit the schema" in found


def test_a_masked_value_is_no_breach() -> None:
    assert of_order(state=MASK) == []


def test_an_answer_with_errors_is_a_refusal_and_no_breach() -> None:
    assert breaches(ORDER, {"errors": [{"message": "forbidden"}], "data": None}) == []
    assert breaches(ORDER, {"told": 1}) == [
        "customer -> checkout: query order: the answer has neither data nor errors"
    ]


def test_a_request_that_the_schema_does_not_have_is_a_breach_where_it_is_answered() -> None:
    (found,) = breaches("{ order { code } }", {"data": {"order": None}})
    assert "the request does not fit the schema: Argument 'Query.order(code:)'" in found


def test_other_paths_are_not_checked() -> None:
    assert breaches(ORDER, {"data": {"order": {}}}, "/other") == []


def test_a_schema_is_read_from_an_introspection_as_well() -> None:
    seen = graphql_sync(read_schema(SDL), get_introspection_query()).formatted
    assert "Declined" in read_schema(json.dumps(seen)).type_map
    with pytest.raises(UnreadableSchema, match="no GraphQL schema can be read"):
        read_schema("typo {")
    with pytest.raises(UnreadableSchema, match="no GraphQL schema can be read"):
        read_schema("{}")
