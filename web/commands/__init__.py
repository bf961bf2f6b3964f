"""The commands of `pincite`, one module a job; each has `register(app)`."""
