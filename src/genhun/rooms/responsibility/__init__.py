"""The room of responsibility: duties tied to production, results, the burden counted."""
