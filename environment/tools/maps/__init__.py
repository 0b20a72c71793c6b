"""`make maps`: records which functions each scenario runs."""
