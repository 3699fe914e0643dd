"""What the board knows without a database: demands of the shipped regulations, living screens."""
