"""Who may see and do what with groups, memberships, roles and admissions."""
