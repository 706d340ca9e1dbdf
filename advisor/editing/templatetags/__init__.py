"""Template tags of the editing room."""
