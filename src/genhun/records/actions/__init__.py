"""What people do to the records: one verb each, one transaction, one audit entry."""
