"""The images of a stack in containers: built from the Dockerfile, or made of what is on this machine.

`python -m environment.images` (`make images`) makes them; `environment.containers` uses them.
"""
