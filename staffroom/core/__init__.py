"""The floor of the building: no nouns of ours, only the means every app uses."""
