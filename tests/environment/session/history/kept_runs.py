"""Runs of a history for tests."""

from __future__ import annotations

from dataclasses import replace

from environment.session.history.kept_run import KeptRun, MetAnswers, RedScenario, TierCounts

RED = RedScenario(
    key="0a1b2c3d4e",
    where="features/cart_and_inventory/titles_that_sell_out.feature:12",
    title="The last copy is sold",
    tier="default",
    arrow="cart -> inventory",
    sentence='expected "Dune" to be sold out, saw 1 copy',
)
GREEN_RUN = KeptRun(
    at="2026-11-02T08:00:00+00:00",
    took=120.5,
    commit="4dbda7c",
    code="c0de",
    selection="features",
    complete=("default",),
    stack="embedded",
    python="3.11.7",
    workers=2,
    exit_code=0,
    counts={"default": TierCounts(2)},
    red=(),
    seconds={RED.key: 1.5, "ffff": 0.5},
    answers=MetAnswers(10, 9, ("cart: GET /carts/{cart_id} → 404 cart-not-found",)),
)


def run_at(at: str, *, red: tuple[RedScenario, ...] = (), **more: object) -> KeptRun:
    """A run of two scenarios; `at` is a day, or a day and a time."""
    counts = {"default": TierCounts(2 - len(red), len(red))}
    begun = at if "T" in at else f"{at}T08:00:00+00:00"
    changed = {"at": begun, "red": red, "counts": counts, "exit_code": int(bool(red)), **more}
    return replace(GREEN_RUN, **changed)  # type: ignore[arg-type]  # as the fields of a run
