"""The rows of the fault matrix: its cells, and the text tables that say how each of them ends."""
