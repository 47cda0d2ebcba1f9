"""Chat platforms: each folder or module speaks one, and knows nothing about budgets."""
