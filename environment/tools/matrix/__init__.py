"""The matrix: every fault on every row, with the expected and the seen result of each cell."""
