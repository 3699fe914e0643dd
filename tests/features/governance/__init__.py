"""Governance: how communities come into being."""
