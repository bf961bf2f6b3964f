"""Fakes of the real protocols, for tests: small, deterministic, and no model behind them."""
