"""The production server: uvicorn processes under a small supervisor of ours.

`supervisor` binds the port, forks the processes and starts them again when they die; `web` is one
process: its event loop speaks HTTP (uvicorn), hands pages to one page thread (`pages`), sends files
and styles itself (`files`, `statics`) and holds the live streams (`streams`). The page thread never
waits for a client: a request is read whole before the page is called, an answer is taken whole
before it is sent. `guard` puts limits on clients that are slow on purpose or by bad luck.
"""
