"""Engines that answer the measures from the store's tables: DuckDB for every day, the reference as the oracle."""
