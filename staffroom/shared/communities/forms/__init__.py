"""What people fill in about groups, menus, people and admissions."""
