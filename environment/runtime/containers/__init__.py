"""The parts of a stack in containers, on a network of their own, through testcontainers.

`runtime.in_containers` is what a stack is given; everything else here is behind it.
"""
