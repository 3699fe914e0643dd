"""An append-only record of domain facts: who, what, when, about what; ids only, no words of people.

Nouns: JournalRow, JournalHead. States nothing: it listens to every event. A row is written in the
transaction of its fact; one sealer links the rows into a chain of hashes.
"""
