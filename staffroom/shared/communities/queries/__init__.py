"""Reading groups, their people and the one who looks."""
