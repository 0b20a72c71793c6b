"""A small shop of django-oscar: its settings, and the parts that Oscar leaves to each project."""
