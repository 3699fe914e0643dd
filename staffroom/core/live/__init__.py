"""Live updates: a change announces itself in its transaction, open pages hear of it.

    announce("thread:ab12cd34ef", "reply", {"seq": 17})          # inside the action's transaction

    @audience("thread")                                           # in the app's `live.py`
    def may_listen(viewer: Viewer, key: str) -> bool: ...

A topic is `<name>:<key>`; a page listens to `/live/?topics=thread:ab12cd34ef,bell:7`. Payloads
carry ids and numbers only: the page fetches words by an ordinary request that is judged again.
Who loses a right is silenced by `rejudge(topic)` at once; every stream is judged again each minute
and whenever its session or its person's rights change.
"""

from staffroom.core.live.bus import (
    announce,
    audience,
    audiences,
    may_listen,
    position,
    prune,
    rejudge,
)

__all__ = ["announce", "audience", "audiences", "may_listen", "position", "prune", "rejudge"]
