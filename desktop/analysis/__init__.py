"""Project and plan as pandas frames with declared columns: what charts, tables, workbooks and JSON show."""
