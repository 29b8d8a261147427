"""The pair reader: a small learned classifier that says of two mentions near each other which relations tie them."""
