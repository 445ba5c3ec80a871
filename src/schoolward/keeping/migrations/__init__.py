"""How this room's tables came to be, step by step; each step can be undone."""
