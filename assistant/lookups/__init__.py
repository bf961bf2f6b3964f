"""What is looked up and not searched: metadata, notes, a table's cell, a gist; small talk."""
