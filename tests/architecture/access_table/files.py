"""Who gets what: files."""

from tests.architecture.access import DELETE, GET, PATCH, POST, row

# files: a loose file and an upload under way are their owner's alone
row(
    "files:file",
    GET,
    args=lambda w: (w.file.pid, w.file.name),
    guest=404,
    signed_in=404,
    author=200,
)
row("files:page", GET, args=lambda w: (w.file.pid,), guest=404, signed_in=404, author=200)
row(
    "files:picture",
    GET,
    args=lambda w: (w.file.pid, "1"),
    note="a file without pictures",
    guest=404,
    signed_in=404,
    author=404,
)
for _name, _method in (("files:words", GET), ("files:words", POST), ("files:captions", GET)):
    row(
        _name, _method, args=lambda w: (w.file.pid,), note="a file that is no recording",
        guest=404, signed_in=404, author=404,
    )  # fmt: skip
row("files:upload-begin", POST, data={"name": "a.pdf", "size": "9"}, guest=403, signed_in=201)
for _method, _answer in ((GET, 204), (PATCH, 422), (DELETE, 204)):
    row(
        "files:upload-part",
        _method,
        args=lambda w: (w.upload.pid,),
        note="an own upload",
        guest=404,
        signed_in=404,
        author=_answer,
    )
