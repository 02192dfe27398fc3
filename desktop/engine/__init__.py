"""From a project to a plan: arrays, linear program, solver, order of goals, verifier."""
