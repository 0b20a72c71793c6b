"""What is spoken on an arrow: where its messages begin and end, and how an answer is made."""
