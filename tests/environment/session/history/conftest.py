"""Fixtures of the tests of the history."""

from tests.environment.reporting.demo_run import demo, whole

__all__ = ["demo", "whole"]
