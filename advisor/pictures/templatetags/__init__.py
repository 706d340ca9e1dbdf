"""Template tags for figures and pictures."""
