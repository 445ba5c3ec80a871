"""One module a rule: what it asks, its outcomes, and the function of the same name that decides."""
