"""The room of training: who owes which days, classes, mentors, mutual inspection."""
