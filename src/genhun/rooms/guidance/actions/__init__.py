"""What people do in the room: each one transaction with one audit entry."""
