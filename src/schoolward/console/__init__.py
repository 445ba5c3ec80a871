"""The `schoolward` command: parses, calls, shows; what it decides nothing about is decided elsewhere."""
