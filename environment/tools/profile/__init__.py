"""CPU and waiting time of a run, by process and by function."""
