"""How a local document is made together: a draft, what organisations say of it, approval, the paper.

Nouns: Draft (проект документа), Edition (редакция), Asked (кого спросили), Remark (замечание). Facts: a
draft was put to discussion, a remark was made and answered, it was submitted, approved, returned, published.
"""
