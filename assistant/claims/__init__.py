"""The evidence for and against a claim in its source: numbers, names, negation, order, force, who said it."""
