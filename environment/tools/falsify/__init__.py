"""`make falsify`: asks every Then sentence again with falsified values, and demands that it fails."""
