"""Apps that look at everything and that nobody looks at."""
