"""What is done about the term and the shape of communities."""
