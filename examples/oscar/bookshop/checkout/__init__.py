"""Oscar's checkout, with payments."""
