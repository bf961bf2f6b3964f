"""A follow-up made to stand alone, and what is asked of the last answer itself."""
