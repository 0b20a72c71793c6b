"""The maps of the suite: which functions of the bookstore and of the suite each scenario runs."""
