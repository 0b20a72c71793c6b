"""The matrix: every arrow, hurt in every way, with what is expected of each cell."""
