"""What a driver makes of a problem document."""

from __future__ import annotations

import json

import pytest
import requests

from steps.drivers.api import Api, NotOffered, Refused, ScenarioCorrelation


class _Answering(requests.Session):
    """A session in which every request is answered with one problem."""

    def __init__(self, slug: str) -> None:
        super().__init__()
        self._slug = slug

    def request(self, *_: object, **__: object) -> requests.Response:
        answer = requests.Response()
        answer.status_code = 501
        answer.headers["content-type"] = "application/problem+json"
        problem = {"type": f"https://bookstore.example/problems/{self._slug}", "detail": "it says why"}
        answer._content = json.dumps(problem).encode()
        return answer


@pytest.mark.parametrize(("slug", "raised"), [("not-stubbed", NotOffered), ("cart-empty", Refused)])
def test_what_a_stub_does_not_have_is_not_offered(slug: str, raised: type[Exception]) -> None:
    api = Api("http://127.0.0.1", _Answering(slug), ScenarioCorrelation())
    with pytest.raises(raised, match="it says why"):
        api.call("GET", "/mails", {})
