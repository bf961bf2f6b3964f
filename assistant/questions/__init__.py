"""What a question asks: its parts, the names it gives, what it compares and presumes."""
