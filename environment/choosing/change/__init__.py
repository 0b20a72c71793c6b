"""What a change of the files can touch: which scenarios run it, use it, or cross its service."""
