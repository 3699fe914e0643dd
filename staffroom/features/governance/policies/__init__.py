"""Who may do what on the way to a community."""
