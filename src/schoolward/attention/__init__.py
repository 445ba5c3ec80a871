"""For a date and a scope: who needs whom, by when and why. Facts come from the engines, decisions from the law."""
