"""The bank of materials: what a material is, its versions, its use in lessons, what was made of it.

A material is a publication of kind `material`: talk, readers, co-authors, files and search are those of
every publication. This room keeps the card beside it.
"""
