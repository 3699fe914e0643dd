"""Developers' tools: nothing here is needed to run the product."""
