"""Pages of publications: reading, writing, answering, moderating."""
