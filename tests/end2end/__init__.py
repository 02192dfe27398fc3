"""The whole program as it runs for a user, started, used and ended in processes of its own."""
