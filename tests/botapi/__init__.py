"""A strict local Telegram Bot API server, and the people who use a bot through it."""
