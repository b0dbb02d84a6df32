"""The room of study: documents and their requirements, study programmes, recall."""
