"""Pages for those who look after accounts: joiners, movers, leavers, and what is to be reviewed."""
