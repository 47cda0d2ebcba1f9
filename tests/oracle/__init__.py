"""What is right, worked out apart from the bot: nothing in here may import ``bot``."""
