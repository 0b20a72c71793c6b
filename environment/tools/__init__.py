"""The commands that make starts: each module or package is one command."""
