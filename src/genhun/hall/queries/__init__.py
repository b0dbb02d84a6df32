"""What the hall's pages read. Every query starts from `records.scope`, so that a page cannot show too much."""
