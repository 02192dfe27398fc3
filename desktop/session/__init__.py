"""The application without a screen: the desk, its jobs, its settings."""
