"""Makes a fictional borough: its schools, children and registers, written as the files that schools send."""

from schoolward.demo.borough import BoroughSummary, write_borough

__all__ = ["BoroughSummary", "write_borough"]
