"""Fixtures of the runner's tests."""

from tests.environment.reporting.demo_run import demo

__all__ = ["demo"]
