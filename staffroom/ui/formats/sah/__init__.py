"""As in Russian."""
