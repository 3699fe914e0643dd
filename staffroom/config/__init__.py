"""Settings, root addresses, server and the `staffroom` command: the only place that knows every app."""
