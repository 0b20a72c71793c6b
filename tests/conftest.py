"""Property tests: enough examples to find a hole, no deadline on a busy machine."""

from hypothesis import settings

settings.register_profile("bookstore", max_examples=50, deadline=None)
settings.load_profile("bookstore")
