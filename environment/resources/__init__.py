"""What each service holds: connections, locks, threads, files and memory, before and after a run."""
