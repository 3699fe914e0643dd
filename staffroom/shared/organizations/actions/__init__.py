"""What changes districts, organisations and who works in them."""
