"""The sample project: what it holds, what it rests on, and how it behaves when planned."""
