"""The images of a stack in containers: built from the Dockerfile, or from the files of this machine.

`python -m environment.runtime.images` (`make images`) makes them; `environment.runtime.containers` uses them.
"""
