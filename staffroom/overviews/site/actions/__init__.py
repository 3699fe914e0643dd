"""What is changed on the public face."""
