"""How a district's paper comes to hold in every organisation.

Nouns: Adoption (принятие документа организациями), LocalAct (локальный приказ о принятии). Facts: a
paper was sent to be adopted, an organisation adopted it, its entry was given back, the asking ended.
"""
