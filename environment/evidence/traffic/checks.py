"""Every check of the traffic, in the order in which the report lists their findings."""

from __future__ import annotations

from environment.evidence.traffic import hygiene, nothing_lost, personal_data
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach, TrafficCheck
from environment.evidence.traffic.credentials import (
    services_send_their_own_credentials,
    tokens_are_used_until_they_are_old,
)
from environment.evidence.traffic.deadlocks import rows_are_locked_in_one_order
from environment.evidence.traffic.events_with_changes import events_are_stored_with_their_changes
from environment.evidence.traffic.halved_changes import changes_are_committed_at_once
from environment.evidence.traffic.kept_connections import connections_are_kept
from environment.evidence.traffic.order_numbers import numbers_are_told_of_certain_orders
from environment.evidence.traffic.pausing_loops import loops_pause
from environment.evidence.traffic.quotes import quotes_are_shown_as_given, quotes_follow_the_settings
from environment.evidence.traffic.reads_of_lists import lists_are_read_at_once
from environment.evidence.traffic.shown_orders import orders_are_shown_as_placed
from environment.evidence.traffic.stored_before import acts_are_stored_before
from environment.evidence.traffic.unguessable import Unguessable
from environment.evidence.traffic.ways_back import WaysBack
from environment.topology.shop_url import SHOP_URL

TRAFFIC_CHECKS: tuple[TrafficCheck, ...] = (
    quotes_follow_the_settings,
    quotes_are_shown_as_given,
    orders_are_shown_as_placed,
    numbers_are_told_of_certain_orders,
    hygiene.answers_are_clean,
    hygiene.logs_hold_nothing_of_the_inside,
    personal_data.logs_hold_no_personal_data,
    personal_data.addresses_hold_no_personal_data,
    personal_data.answers_to_services_hold_no_personal_data,
    personal_data.the_record_masks_secrets,
    services_send_their_own_credentials,
    tokens_are_used_until_they_are_old,
    connections_are_kept,
    loops_pause,
    nothing_lost.nothing_is_lost,
    events_are_stored_with_their_changes,
    changes_are_committed_at_once,
    acts_are_stored_before,
    lists_are_read_at_once,
    rows_are_locked_in_one_order,
    WaysBack(SHOP_URL),
    Unguessable(),
)

CHECKS_OF_ANY_SHOP: tuple[TrafficCheck, ...] = (
    personal_data.addresses_hold_no_personal_data,
    personal_data.the_record_masks_secrets,
)
"""Those that hold for a shop whose API and whose rules are not ours."""


def traffic_breaches(
    traffic: ScenarioTraffic, checks: tuple[TrafficCheck, ...] = TRAFFIC_CHECKS
) -> list[TrafficBreach]:
    """The breaches that the checks find, each once."""
    return list(dict.fromkeys(breach for check in checks for breach in check(traffic)))
