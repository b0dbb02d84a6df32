"""Invented groups of any size, for tests, benchmarks and demonstrations: nobody in them exists."""
