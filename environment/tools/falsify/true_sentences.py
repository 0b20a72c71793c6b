"""Falsified sentences that are true nevertheless, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping

from environment.tools.falsify.values import FalseValue

TRUE_SENTENCES: Mapping[tuple[str, str, str], str] = {
    ("{who:Who} gets no mail", "who", "another person"): "a person without an order gets no mail either",
    ("{who:Who} has no order", "who", "another person"): "a person who bought nothing has no order either",
    ("{who:Who} has no active order", "who", "another person"): "a person who bought nothing has none either",
    **{
        ("{who:Who} can use the code {code:Code}", "who", change): "a code is there for every customer"
        for change in ("another person", "another actor")
    },
    ("{who:Who} has no active order", "who", "another actor"): "the warehouse buys nothing",
    (
        'the customer\'s cart holds 1 copy of "Dune"',
        "who",
        "another actor",
    ): "the cart that the other customer has bought shows one copy as well",
    (
        'the customer\'s cart has the code "SPRING"',
        "who",
        "another actor",
    ): "the guest's cart, which was merged, still shows its code",
    (
        'the customer cannot use the code "SPRING", because it is used up',
        "who",
        "another person",
    ): "a code that is used up is used up for every customer",
    (
        "the staff is alerted once that another request has the payment's idempotency key",
        "reason",
        "another amount was charged",
    ): "the other request was for another amount, which is alerted as well",
    **{
        (f"within {{seconds:Count}} seconds of the {event} {{end:EndState}}", parameter, change): reason
        for event in ("restart", "kill")
        for parameter, change, reason in (
            ("seconds", "one more", "a longer time contains a shorter one"),
            ("seconds", "none", "the time for which the service was down is added"),
            ("end", "the order is made", "an order that is unchanged is made"),
            ("end", "the order is unchanged", "an order that is made and not refunded is unchanged"),
            ("end", "the payment is reversed", "the payment of a canceled order is reversed"),
        )
    },
    (
        "{who:Who} is answered within {seconds:Count} seconds",
        "seconds",
        "one more",
    ): "an answer within 2 seconds is one within 3 seconds",
    (
        "the gateway has been called at most {count:Count} times",
        "count",
        "one more",
    ): "at most 5 times is at most 6 times",
}
"""By sentence or step, parameter, and change of its value or the falsified value itself."""

NOT_ASKED: Mapping[str, str] = {
    'the result is "{expected:Expected}"': "the sentence repeats the journey",
}
"""Sentences that are not falsified at all."""


def why_true(sentence: str, step: str, parameter: str, value: FalseValue) -> str:
    """The reason why a step of this sentence may be true with this value; empty where it has to fail."""
    named = [(said, parameter, what) for said in (sentence, step) for what in (value.change, value.text)]
    return next((TRUE_SENTENCES[each] for each in named if each in TRUE_SENTENCES), "")
