"""A Stripe-Signature of any bytes is refused or believed, and never an error."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Any, cast

import pytest

from bookstore.payments.errors import NotAnEvent, NotFromTheGateway
from bookstore.payments.webhooks import WebhookReceiver
from bookstore.platform.clock import SystemClock

_SECRET = "whsec_of_this_test"
_BODY = b"no event"  # refused for itself, once its signature is believed


def _receiver() -> WebhookReceiver:
    return WebhookReceiver(cast(Any, None), _SECRET, SystemClock())


def _signed(moment: str) -> str:
    digest = hmac.new(_SECRET.encode(), f"{moment}.".encode() + _BODY, sha256).hexdigest()
    return f"t={moment},v1={digest}"


@pytest.mark.parametrize(("before", "after"), [("", ""), ("v0=abc,", ""), ("", ",v0=abc"), ("", ",v1=abc")])
def test_a_valid_signature_is_believed_among_others(before: str, after: str) -> None:
    moment = str(int(SystemClock().now().timestamp()))
    with pytest.raises(NotAnEvent, match="no event"):
        _receiver().receive(_BODY, before + _signed(moment) + after)


@pytest.mark.parametrize(
    "moment", ["9" * 400, "9" * 5000, "-" + "9" * 400, "1e999", "nan", "inf", "0x10", "1_0"]
)
def test_a_signed_time_that_is_no_time_is_refused(moment: str) -> None:
    with pytest.raises(NotFromTheGateway, match="signature"):
        _receiver().receive(_BODY, _signed(moment))


@pytest.mark.parametrize(
    "signature",
    [
        *(
            "",
            ",",
            "=",
            "t",
            "t=",
            "t=1",
            "v1=",
            "v1=\x80",
            "t=1,v1=\xff",
            "\xff=1",
            "t=\xb2,v1=a",
            "t=1;v1=a",
        ),
        *("t=1,v1=" + "a" * 9000, "t=1," * 3000, "t=" + "9" * 400 + ",v1=a", "t=1,t=" + "9" * 400 + ",v1=a"),
    ],
)
def test_a_signature_of_any_letters_is_refused(signature: str) -> None:
    with pytest.raises(NotFromTheGateway, match="signature"):
        _receiver().receive(_BODY, signature)
