"""How long records are kept, what leaves the house, and what a family may ask to see: duties over every room's rows."""
