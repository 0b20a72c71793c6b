"""How the parts of a stack run: as processes of this machine, or as containers."""
