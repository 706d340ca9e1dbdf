"""What those need who run the site: its health, its figures, its log."""
