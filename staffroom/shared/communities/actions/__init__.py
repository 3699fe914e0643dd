"""Every change of groups, memberships, roles and admissions."""
