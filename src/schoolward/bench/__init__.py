"""Measures speed and memory on a borough, as ratios to a bare scan of the same marks in the same run."""
