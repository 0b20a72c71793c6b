"""Fixtures of the report's tests."""

from tests.environment.reporting.demo_run import demo, whole

__all__ = ["demo", "whole"]
