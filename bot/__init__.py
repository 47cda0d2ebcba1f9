"""Question answering over a city's printed table of strategy projects and their budgets."""
