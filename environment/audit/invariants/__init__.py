"""What must hold after every scenario, a module for each thing that it is about."""
