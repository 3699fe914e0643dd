"""Finding: the engine of each database, hits in their order, what is shown of them, people."""
