"""Signing in, for tests of what customers see."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import requests

from .conftest import IDENTITY
from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import cart

_SECONDS = 10


def begun(shopper: Shopper, go_on: str = "/cart") -> dict[str, str]:
    """What the provider is told, by name."""
    answer = shopper.session.get(
        f"{shopper.url}/sign-in", params={"go_on": go_on}, allow_redirects=False, timeout=_SECONDS
    )
    where = urlsplit(answer.headers["location"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == "https://identity.test/authorize"
    return {name: values[0] for name, values in parse_qs(where.query).items()}


def issue_token(services: ScriptedServices, life: timedelta = timedelta(hours=1)) -> str:
    """Let the provider issue a token for the code of the next sign-in."""
    token = IDENTITY.token("customer-7", "zoe@readers.example", life=life)
    services.answer("POST /token", {"access_token": token})
    services.answer(r"POST /carts/[^/]+/claim", {**cart(), "capped": []})
    return token


def sign_in(services: ScriptedServices, shopper: Shopper) -> requests.Response:
    """Sign in, once a token is issued; the page that comes."""
    asked = begun(shopper)
    return shopper.open(f"/sign-in/return?code=abc&state={asked['state']}")
