"""The words of an attendance register: codes, marks, sessions, calendars, terms, school age. Pure."""
