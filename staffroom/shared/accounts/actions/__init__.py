"""What changes a person, the credentials, sessions, consents and letters."""
