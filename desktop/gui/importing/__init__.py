"""The import wizard: any list, step by step, until what it does to the project is seen and accepted."""
