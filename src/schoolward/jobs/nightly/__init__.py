"""What is done every night, and when."""
