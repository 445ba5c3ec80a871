"""Who may do and see what: permissions, roles, grants with a scope, and the one rule that checks and filters."""
