"""Pages of the term, its outcome and of reshaping."""
