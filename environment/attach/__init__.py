"""The suite against services that are up already."""
