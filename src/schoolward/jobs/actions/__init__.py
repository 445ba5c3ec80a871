"""The only writers of this room's rows."""
