"""What is shown of figures, calls and loads, the same on every surface: scope, measure, engine, then the words."""
