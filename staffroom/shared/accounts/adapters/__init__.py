"""Where Django asks for an implementation of ours: the session engine, the letter backend."""
