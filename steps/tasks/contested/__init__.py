"""Objects of the shop for which two requests contend."""
