"""Fixtures of the report's tests."""

from tests.reporting.demo_run import demo, whole

__all__ = ["demo", "whole"]
