"""What people decide in the room, by subject: one transaction with one audit entry each."""
