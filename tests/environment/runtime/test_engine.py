"""The errors of an engine that cannot be used, or does not know a name."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from typing import Any

import pytest
from docker.errors import APIError
from requests.exceptions import ConnectionError as HungUp

from environment.runtime.engine import Engine
from environment.runtime.engine_failure import EngineMissing, ImageMissing


def test_an_engine_that_this_account_may_not_use_is_not_called_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setenv("DOCKER_HOST", "unix:///run/engine.sock")
    monkeypatch.setattr(socket.socket, "connect", refused)
    with pytest.raises(EngineMissing) as missing:
        Engine.reached()
    assert str(missing.value).startswith(
        "the container engine at unix:///run/engine.sock may not be used by this account: add it"
    )


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            APIError("400 Client Error", explanation="invalid reference format: MyShop"),
            "the engine knows no image MyShop: invalid reference format: MyShop",
        ),
        (HungUp("broken pipe"), "the engine knows no image MyShop: broken pipe"),
    ],
)
def test_a_name_that_the_engine_does_not_take_is_one_sentence(error: Exception, sentence: str) -> None:
    def get(_: str) -> None:
        raise error

    engine = Engine(SimpleNamespace(images=SimpleNamespace(get=get)))
    with pytest.raises(ImageMissing) as missing:
        engine.pulled("MyShop")
    assert str(missing.value) == sentence
