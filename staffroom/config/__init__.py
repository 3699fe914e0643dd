"""Settings, root addresses, server, the `staffroom` command: the one place that knows every app."""
