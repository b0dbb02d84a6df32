"""The room of guidance: problems, research, practices, norms, integration into governance."""
