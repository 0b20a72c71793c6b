"""The handlers of the routes, one resource a file: each takes a RequestContext and returns a JSON object."""
