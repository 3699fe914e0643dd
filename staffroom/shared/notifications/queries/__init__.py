"""Reading notices and what people have chosen."""
