"""Work in the background: loads that people start, and what is done every night, each once and by one worker."""
