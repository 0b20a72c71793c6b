"""Services, integration points and operations: the one place that says who calls whom."""
