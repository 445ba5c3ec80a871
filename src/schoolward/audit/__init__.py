"""Who did what, who saw whom, who signed in: events that can be added, never changed, and show when they were."""
