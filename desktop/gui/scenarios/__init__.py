"""Parts of the scenarios page: the timeline of events, their fields and effects, the library, the matrix of plans."""
