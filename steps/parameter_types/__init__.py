"""Parameter types of the sentences, a module for each subject; `registry` registers them with behave."""
