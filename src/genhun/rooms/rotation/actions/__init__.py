"""What people do in the room of rotation: each act one transaction with one entry in the audit."""
