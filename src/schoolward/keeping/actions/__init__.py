"""The only writers of this room: exports on record, legal holds, and the scrub of what need not be kept."""
