"""Every fault kind, one a file: `any/` for all protocols, the others for one."""
