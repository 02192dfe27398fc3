"""The sample project, an Indian motor and magnet group, built from the facts in resources/facts."""
