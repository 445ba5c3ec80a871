"""How people sign in: passwords, second factor, the council's directory, sessions, and the record of it all."""
