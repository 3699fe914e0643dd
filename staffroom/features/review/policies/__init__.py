"""Who may do what in expert review."""
