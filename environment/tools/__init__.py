"""What make starts: each module or package here is one command."""
