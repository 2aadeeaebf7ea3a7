"""Rules of two documents that name the same matter and different values (S-05)."""
