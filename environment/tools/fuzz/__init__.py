"""Sends thousands of generated requests to every service and looks for server errors (500 and above)."""
