"""What Pincite says itself, in the question's language."""
