"""The words of a language: function words, verbs, numbers, what can stand for what."""
