"""`behave -j N`: the scenarios of a run in N forked workers, each with a stack of its own."""
