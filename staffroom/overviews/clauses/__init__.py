"""The board of clauses: what the district's regulation asks and what carries it out; the regulation as a paper.

Nouns: none of its own, states no facts. Its data are `data/<code of a shipped profile>.tsv`.
"""
