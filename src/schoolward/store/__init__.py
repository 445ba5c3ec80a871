"""What senders told us, kept for ever: append-only revisions in open tables, written only by loads."""
