"""Odd and hostile files, each with what comes of reading it; ``python -m tests.store.corpus FOLDER`` writes them."""
