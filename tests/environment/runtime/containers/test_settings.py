"""RunSettings about containers on the command line, and their errors of one sentence."""

from __future__ import annotations

import pytest

from environment.run_modes import DatabaseMode
from environment.runtime.embedded import embedded
from environment.runtime.selection import require_available, runtime_for
from environment.settings import RunSettings, RunSettingsError


def test_without_settings_nothing_runs_in_a_container() -> None:
    settings = RunSettings.parse({})
    assert not settings.needs_engine
    assert runtime_for(settings) is embedded


def test_a_stack_in_containers_has_its_database_in_one() -> None:
    settings = RunSettings.parse({"stack": "containers", "image.cart": "shop/cart:2"})
    assert settings.database is DatabaseMode.CONTAINER
    assert settings.images == {"cart": "shop/cart:2"}
    assert runtime_for(settings) is not embedded


def test_the_storefront_and_the_browser_can_be_images_of_a_team() -> None:
    named = {"image.storefront": "shop/pages:2", "image.browser": "shop/chromium:1"}
    settings = RunSettings.parse({"stack": "containers", "through": "browser", **named})
    assert settings.images == {"storefront": "shop/pages:2", "browser": "shop/chromium:1"}


def test_the_database_alone_can_run_in_a_container() -> None:
    assert RunSettings.parse({"postgres": "container"}).needs_engine


@pytest.mark.parametrize(
    ("write_end", "sentence"),
    [
        (
            {"postgres": "cloud"},
            "-D postgres=cloud: there is no such place; known are embedded and container",
        ),
        (
            {"stack": "containers", "postgres": "embedded"},
            "-D postgres=embedded: with stack=containers there is no choice; leave it out",
        ),
        (
            {"image.basket": "x"},
            "-D image.basket: no part has this name; known are postgres, services, inven",
        ),
        ({"image.cart": ""}, "-D image.cart: name an image, or leave it out"),
        (
            {"image.postgres": "postgres:16"},
            "-D image.postgres: nothing would use it, since PostgreSQL runs without a container",
        ),
        (
            {"image.cart": "shop/cart:2", "postgres": "container"},
            "-D image.cart: nothing would use it, since cart runs without a container; add -D",
        ),
        (
            {"image.browser": "shop/chromium:1", "stack": "containers"},
            "-D image.browser: nothing would use it, since no page is opened; add -D through=browser",
        ),
    ],
)
def test_settings_that_contradict_each_other_are_refused(write_end: dict[str, str], sentence: str) -> None:
    with pytest.raises(RunSettingsError) as refused:
        RunSettings.parse(write_end)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        (
            "unix:///nowhere/docker.sock",
            "no container engine answers at unix:///nowhere/docker.sock: start one",
        ),
        (
            "tcp://engine.example:2376",
            "the container engine at tcp://engine.example:2376 is not on this machine",
        ),
    ],
)
def test_an_engine_that_cannot_be_used_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, address: str, sentence: str
) -> None:
    monkeypatch.setenv("DOCKER_HOST", address)
    with pytest.raises(RunSettingsError) as refused:
        require_available(RunSettings.parse({"stack": "containers"}))
    assert str(refused.value).startswith(sentence)
    assert "\n" not in str(refused.value)
