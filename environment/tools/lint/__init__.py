"""The style of the feature files and the vocabulary of the project, as far as a machine can check them."""
