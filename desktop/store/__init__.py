"""Files: the project file, and workbooks that come in and go out."""
