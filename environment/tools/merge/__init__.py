"""Joins the reports of the shards of one run: one report, one exit code."""
