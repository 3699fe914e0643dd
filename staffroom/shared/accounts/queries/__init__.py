"""Reading persons and what belongs to their accounts."""
