"""Finds in the registers what the rules of law look at: for a whole borough at once, and only where it matters."""
