"""Runtimes: how the programs of a stack run, as processes of this machine or in containers."""
