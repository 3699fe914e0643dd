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
from staffroom.shared.regulations.queries.settings import (
    RuleGroup,
    RuleRow,
    RulesPage,
    VersionRow,
    base_of,
    community_groups,
    profile_of_district,
    rule_row,
    rules_page,
    version_rows,
)

__all__ = [
    "Role",
    "RuleGroup",
    "RuleRow",
    "Rules",
    "RulesPage",
    "Source",
    "Term",
    "VersionRow",
    "base_of",
    "community_groups",
    "profile_of_district",
    "regulation_of",
    "regulation_page",
    "rule_row",
    "rules_of_district",
    "rules_of_profile",
    "rules_page",
    "shipped_profiles",
    "values",
    "version_rows",
]
