"""The gold set of the search: documents written for it, queries, and what answers them (docs/how-to/gold.md)."""
