"""Fixtures of the tests of merged reports."""

from tests.environment.reporting.demo_run import demo, whole

__all__ = ["demo", "whole"]
