"""Who may do what; who sees what."""
