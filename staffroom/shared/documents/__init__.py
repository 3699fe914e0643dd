"""Registered papers: orders, regulations, minutes, agreements, and acts that others issued.

Nouns: Document, Letterhead, Series, DocumentFile. States: DocumentDrafted, DocumentIssued,
DocumentCancelled, DocumentSigned. Only an organisation issues; an issued paper never changes, what is
wrong in it is put right by another one. Form: ГОСТ Р 7.0.97-2025 (`core.papers`).
"""
