"""Allure results of a run, and the report in one HTML file."""
