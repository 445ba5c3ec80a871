"""The DuckDB engine: measures turned into SQL that also runs on Spark."""
