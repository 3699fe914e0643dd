"""Curators and their listeners: who is entrusted to whom, and what a curator tells them (BB-1.2.b).

Nouns: ward (закрепление: a listener entrusted to a curator of a community), message (обращение: a
publication that its addressees alone read). Facts: a listener was entrusted, released.
"""
