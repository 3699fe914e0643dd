"""What other apps read: the rules in force, and pages made of them."""

from staffroom.shared.regulations.queries.printed import regulation_of, regulation_page
from staffroom.shared.regulations.queries.rules import (
    Role,
    Rules,
    Source,
    Term,
    rules_of_district,
    rules_of_profile,
    shipped_profiles,
    values,
)

__all__ = [
    "Role",
    "Rules",
    "Source",
    "Term",
    "regulation_of",
    "regulation_page",
    "rules_of_district",
    "rules_of_profile",
    "shipped_profiles",
    "values",
]
