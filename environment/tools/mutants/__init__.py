"""Random mutants of the bookstore: how many of them does the suite notice?"""
