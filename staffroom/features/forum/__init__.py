"""Talk: topics, requests for help, proposals; later debates and polls inside topics.

Nouns: topic, help request, proposal (kinds of publications). States no facts of its own.
"""
