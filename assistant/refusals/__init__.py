"""When the documents don't hold the answer, and what a question wrongly takes for granted."""
