"""Persons, credentials, sessions, consents; knows no district.

Nouns: Person, Session, Consent. States: PersonRegistered, SignedIn, ConsentGiven, ConsentWithdrawn.
"""
