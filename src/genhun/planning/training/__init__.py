"""Training: who attends which class."""
