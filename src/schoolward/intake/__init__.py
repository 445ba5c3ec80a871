"""Reads what senders send: one module a format, each giving typed rows and the rows it refuses, with the reason."""
