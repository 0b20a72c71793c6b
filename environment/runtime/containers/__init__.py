"""The parts of a stack in containers, on a network of their own, through testcontainers.

`running.in_containers` is what a stack is write_end; everything else here is behind it.
"""
