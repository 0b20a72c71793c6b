"""The traces of a checkout across all integration points."""

from __future__ import annotations

from collections.abc import Mapping

from steps.drivers.eventually import eventually
from steps.vocabulary.wrong_on_arrow import WrongOnArrow
from steps.world.actors import Actor
from steps.world.world import World

_ARRIVES_WITHIN = 10.0  # seconds
CROSSED = frozenset(
    {
        "customer -> checkout",
        "checkout -> cart",
        "checkout -> inventory",
        "checkout -> pricing",
        "checkout -> payments",
        "payments -> gateway",
        "gateway -> payments",
        "checkout -> orders",
        "orders -> notifications",
        "notifications -> mail",
    }
)
"""The integration points that every checkout crosses."""


def traces_of_checkout(world: World, actor: Actor) -> Mapping[str, frozenset[str]]:
    """By integration point, the trace ids of the actor's last checkout, once it has crossed all of them."""
    names = (actor.last_checkout_id, actor.order_number)
    return eventually(
        lambda: world.traces(names),
        until=lambda seen: set(seen) >= CROSSED,
        within=_ARRIVES_WITHIN,
        what=f"the checkout has crossed {', '.join(sorted(CROSSED))}",
    )


def demand_one_trace(found: Mapping[str, frozenset[str]]) -> None:
    """Raises WrongOnArrow for the first integration point with another trace than the submission's."""
    (trace,) = found["customer -> checkout"]
    others = {edge: sorted(traces) for edge, traces in found.items() if traces != {trace}}
    for edge in others:
        said = f"the submission's trace {trace} was expected on every call, but there are {others}"
        raise WrongOnArrow(edge, said)
