"""Telegram: update → text or `Query` → assistant → screen. No figure is made here."""
