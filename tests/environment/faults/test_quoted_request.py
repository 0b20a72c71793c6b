"""A made-up answer quotes the request that it answers."""

from __future__ import annotations

import pytest

from environment.faults.errors import InvalidFault
from environment.faults.protocols.codec import ProtocolMessage
from environment.faults.protocols.quoted_request import quoting

HEAD = b"POST /v1/refunds?page=2 HTTP/1.1\r\n\r\n"
REQUEST = ProtocolMessage(
    HEAD + b"amount=500&metadata%5Brefund_id%5D=77aa&note=7%20days",
    "POST /v1/refunds?page=2",
    path="/v1/refunds?page=2",
    body_at=len(HEAD),
)


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("{path 2}", "refunds"),
        ({"page": "{query page}"}, {"page": 2}),
        ({"list": [{"amount": "{form amount}"}]}, {"list": [{"amount": 500}]}),
        ({"of": "re_{form metadata[refund_id]}"}, {"of": "re_77aa"}),
        ("{form note}", "7 days"),
        ("{form amount} minor units", "500 minor units"),
        ({"a": None, "b": True, "c": 1.5}, {"a": None, "b": True, "c": 1.5}),
        ("{a brace} of another kind", "{a brace} of another kind"),
    ],
)
def test_a_body_quotes_path_query_and_form(body: object, answer: object) -> None:
    assert quoting(body, REQUEST) == answer


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{form currency}", r"\{form currency\}, but the form of the request has: amount, metadata"),
        ("{path 3}", r"\{path 3\}, but the path of the request has: 1, 2"),
    ],
)
def test_a_part_that_the_request_does_not_have_is_told_with_those_it_has(body: str, told: str) -> None:
    with pytest.raises(InvalidFault, match=told):
        quoting(body, REQUEST)
