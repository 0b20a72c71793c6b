"""Checks of the recorded traffic that hold in every scenario, in addition to those that its steps make."""
