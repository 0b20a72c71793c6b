"""The document of a stub is that of its service, and a stub offers operations of its document alone."""

from __future__ import annotations

import json

import pytest

from environment.stubs.kinds import STUBS
from environment.stubs.stub import document_of
from environment.topology import topology
from tests.bookstore.service_apps import app_of


@pytest.mark.parametrize("service", topology().services)
def test_the_document_of_a_stub_is_that_of_its_service(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    of_service = json.loads(json.dumps(app_of(service, monkeypatch).openapi()))
    assert document_of(service) == of_service, f"the document of {service} has changed: run make documents"


@pytest.mark.parametrize("service", STUBS)
def test_a_stub_offers_operations_of_its_document_alone(service: str) -> None:
    paths = document_of(service)["paths"]
    documented = {f"{method.upper()} {path}" for path, operations in paths.items() for method in operations}
    assert STUBS[service].offered() <= documented
