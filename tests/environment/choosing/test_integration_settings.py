"""-D integration, -D level and -D real are refused in one sentence where there is no such level."""

from __future__ import annotations

import pytest

from environment.settings import RunSettings, RunSettingsError


def test_without_settings_every_service_is_real() -> None:
    assert RunSettings.parse({}).integration.complete
    assert RunSettings().integration.complete


def test_an_order_without_a_level_runs_the_last_one() -> None:
    level = RunSettings.parse({"integration": "top-down"}).integration
    assert (level.number, level.complete) == (4, True)


def test_a_level_and_an_own_order_name_what_is_real() -> None:
    assert RunSettings.parse({"integration": "top-down", "level": "1"}).integration.real == (
        "cart",
        "checkout",
    )
    assert RunSettings.parse({"real": "cart, inventory"}).integration.real == ("inventory", "cart")


@pytest.mark.parametrize(
    ("userdata", "sentence"),
    [
        (
            {"integration": "outside-in"},
            "-D integration=outside-in: there is no such order; known are top-down, bottom-up, sandwich,",
        ),
        (
            {"integration": "top-down", "level": "9"},
            "-D integration=top-down: top-down has the levels 1 to 4, and no level 9",
        ),
        ({"integration": "top-down", "level": "one"}, "-D level=one: write the number of a level, such as"),
        ({"level": "1"}, "-D level=1: add an order, such as -D integration=top-down"),
        ({"real": "cart,shelf"}, "-D real=cart,shelf: there is no service 'shelf'; known are inventory,"),
        ({"real": " , "}, "-D real= , : no service would be real; known are inventory,"),
        (
            {"real": "cart", "integration": "top-down"},
            "-D real=cart: it is an order of its own; leave integration and level out",
        ),
        (
            {"integration": "top-down", "level": "1", "stack": "containers"},
            "-D integration=top-down: stubs run beside embedded services only; leave -D stack=containers out",
        ),
    ],
)
def test_a_level_that_does_not_exist_is_refused(userdata: dict[str, str], sentence: str) -> None:
    with pytest.raises(RunSettingsError) as refused:
        RunSettings.parse(userdata)
    assert sentence in str(refused.value)
