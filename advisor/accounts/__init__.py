"""Signing in: how often one may try, the second factor, and when a session ends."""
