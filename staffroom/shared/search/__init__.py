"""One search over all that the viewer may see: publications, replies, papers, groups, people, schools.

Apps declare what is found by `core.plugs.indexed`; rows are written in the transaction of the change
and judged by reader tokens when somebody asks. Nouns: row, word, asked, hit. States no events.
"""
