"""Which operation is allowed in which state, by kind of object: objects that real operations bring there."""
