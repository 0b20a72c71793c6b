"""Which capabilities a step needs by its code: the parts of the world and the port methods that it reaches.

Names are compared, not types: a step that calls `advance` of an object of its own counts as moving the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from behave.step_registry import registry

from environment.attach.forecast import load
from environment.attach.needs import functions_of
from environment.tools.specification.names_reached import names_reached
from steps.drivers.pricing import PricingDriver
from steps.tasks.journeys.by_name import JOURNEYS
from steps.vocabulary.capabilities import Capability

# Fields of World and Shop, and methods of ports and drivers. Orders and unsent mails are no part of this
# table: where the databases cannot be read, the public APIs are asked for them.
NEEDED: Mapping[str, frozenset[Capability]] = {
    name: frozenset(capabilities)
    for name, capabilities in {
        "contents": [Capability.DATABASES],
        "rows": [Capability.DATABASES],
        "messages_tried": [Capability.DATABASES],
        "wait_until_idle": [Capability.DATABASES],
        "unsettled_payments": [Capability.DATABASES],
        "lock_waits": [Capability.DATABASES],
        "demand_no_shipping_rate": [Capability.RESET],  # a shop that keeps its data may have one
        "traces": [Capability.FAULTS],  # of recorded calls
        "faults": [Capability.FAULTS],
        "recorded_calls": [Capability.FAULTS],
        "crashes": [Capability.FAULTS, Capability.PARTS],  # a service is killed while the proxy holds a call
        "services": [Capability.PARTS],
        "log": [Capability.LOGS],
        "advance": [Capability.CLOCK],
        "sandbox": [Capability.SANDBOX],
        "send": [Capability.WEBHOOKS],
        "send_signed": [Capability.WEBHOOKS],
        "send_bytes": [Capability.WEBHOOKS],
        "send_changed": [Capability.WEBHOOKS],
        "inbox": [Capability.MAIL],
        "service_tokens": [Capability.SERVICE_TOKENS],
        "pages": [Capability.BROWSER],
        "replicas": [Capability.INSTANCES],
        "kill_primary_at": [Capability.INSTANCES],
        "suspend_primary_at": [Capability.INSTANCES],
        "replace_primary_at": [Capability.INSTANCES],
        "crash_database_at": [Capability.INSTANCES],
    }.items()
}

# The effect of these methods is not limited to one scenario: rates and discount codes apply to all carts, and
# can be put back; reconciliation reads all payments.
_PRICE_OF_ONE_TITLE = "set_price"
_ONLY_WHERE_DATA_IS_RESET = "ship_free"
PUT_BACK = frozenset(
    {
        "set_tax",
        "set_included_tax",
        "set_tax_by",
        "set_tax_class",
        "exempt",
        "end_exemption",
        "set_shipping",
        "set_shipping_by",
        "withdraw_shipping",
        "set_weight",
        "set_sale_price",
        "set_group_price",
        "join_group",
        "leave_group",
        "offer_code",
        "withdraw_code",
        "put_back",
    }
)
FOR_ALL_CUSTOMERS = frozenset(
    name
    for name in {*vars(PricingDriver)} - PUT_BACK
    if not name.startswith("_") and name not in (_PRICE_OF_ONE_TITLE, _ONLY_WHERE_DATA_IS_RESET)
) | {"reconcile", "capture_at_dashboard", "fail_refunds", "cancel_refunds", "all_refunds"}


def needs_by_code(function: Callable[..., Any]) -> frozenset[Capability]:
    """The capabilities that the code of a step, or of a journey, reaches."""
    names = names_reached(function)
    reset = {Capability.RESET} if names & FOR_ALL_CUSTOMERS else set()
    settings = {Capability.SETTINGS} if names & PUT_BACK else set()
    return frozenset(reset | settings).union(*(NEEDED[name] for name in names & NEEDED.keys()))


def declaring_functions() -> frozenset[Callable[..., Any]]:
    """Every function that may need a declaration: those of steps, and those that words of sentences bring."""
    return frozenset(_declaring_functions())


def _declaring_functions() -> Iterator[Callable[..., Any]]:
    features, steps, _ = load(("features",))
    yield from (definition.func for kind in registry.steps.values() for definition in kind)
    yield from (journey.begin for journey in JOURNEYS.values())
    for feature in features:
        for scenario in feature.walk_scenarios():
            for step in scenario.all_steps:
                if match := steps.find_match(step):
                    yield from functions_of(match)
