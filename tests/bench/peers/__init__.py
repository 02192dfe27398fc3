"""The same planning model written natively in modelling libraries, from the same arrays."""
