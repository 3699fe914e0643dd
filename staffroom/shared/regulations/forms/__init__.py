"""Forms of the settings: any set of keys on one page, and the choice of a regulation."""

from staffroom.shared.regulations.forms.rules import AdoptForm, RulesForm

__all__ = ["AdoptForm", "RulesForm"]
