"""Forms of the account: what is typed, checked for shape; the rules are in the actions."""
