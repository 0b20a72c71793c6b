"""What grows with the number of scenarios: time, memory, results and the report."""
