"""What people send: one form a page."""
