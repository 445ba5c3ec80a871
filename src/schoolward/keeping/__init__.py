"""How records are kept: for how long, and safe against loss."""
