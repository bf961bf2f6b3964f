"""How the project's own judge and reader are made: data, generated pairs, training, quantising, their card."""
