"""Every route × method × role with the expected answer, written by hand: a module for each room.

Roles: `stranger` belongs to another district; `member` and `author` are in the community (`author`
wrote the topic, the draft and the open topic; `member` wrote the comment); `moderator` runs the
community; `coordinator` runs the district; `technician` looks after the server and sees no content
of communities. What stands in the world: tests/factories/world.py. `SIGN_IN` is a redirect to the
sign-in page, 302 any other redirect, 404 hides.

    row("forum:topic-close", POST, args=lambda w: (w.topic.pid,), guest=SIGN_IN, stranger=404,
        member=403, author=302, moderator=302, coordinator=302, technician=404)

Importing the package fills the table: a new module here needs no word anywhere else.
"""

from importlib import import_module
import pkgutil

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
