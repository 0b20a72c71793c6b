"""The words of sentences, turned into values; registered once with behave."""
