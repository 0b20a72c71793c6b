"""The heat map of the matrix: every fault on every arrow, with the result of each cell."""
