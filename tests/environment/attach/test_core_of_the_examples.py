"""@core asks for what each shop has: a sentence that needed more would leave the examples nothing to run."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import MagicMock

import pytest

from environment.attach.forecast import forecast
from environment.attach.line_file import read_shop
from environment.stack.offer import Offer
from environment.world.offered_ports import not_offered_by

FEWEST = 45


@pytest.mark.parametrize("shop", ["oscar", "vendure"])
def test_core_needs_no_method_that_an_example_does_not_offer(shop: str) -> None:
    made = read_shop(Path("examples") / shop / "shop.toml").shop.adapter(MagicMock())
    told = forecast(Offer(not_offered=not_offered_by(made, shop)), ("features", "--tags=@core"))
    skipped = "\n".join(f"{reason}: {count}" for reason, count in told.skipped.items())
    assert told.running >= FEWEST, f"{told.running} scenarios of @core would run; skipped are\n{skipped}"
