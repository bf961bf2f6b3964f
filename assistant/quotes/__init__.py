"""An answer in the documents' own sentences: which ones, in what order, and the words that lead it."""
