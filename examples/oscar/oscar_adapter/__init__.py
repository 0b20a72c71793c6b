"""The adapter of django-oscar for the checkout acceptance suite."""
