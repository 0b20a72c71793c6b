"""The fault matrix: its cells, and the text tables with the expected outcome of each of them."""
