"""Pages: parse, permit, call an action or a selector, render."""
