"""The prompts, one file each per language, as data."""
