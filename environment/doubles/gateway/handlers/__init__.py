"""What a request does, one resource a file."""
