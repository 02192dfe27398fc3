"""What a project is: plain immutable values, without numpy, pandas, Qt or files."""
