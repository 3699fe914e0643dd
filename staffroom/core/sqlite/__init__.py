"""SQLite as we need it: a safe library, Cyrillic case, pragmas; refuses an affected library."""
