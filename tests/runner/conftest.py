"""Fixtures of the runner's tests."""

from tests.reporting.demo_run import demo

__all__ = ["demo"]
