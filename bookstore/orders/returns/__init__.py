"""Returns of shipped copies as values, rows and bodies; what reports them is in the warehouse's room."""
