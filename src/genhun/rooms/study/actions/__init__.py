"""What people do in the room, one module a subject: each act is one transaction with one audit entry."""
