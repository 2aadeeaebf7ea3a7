"""The pages, one module each: what is seen and typed. Nothing here decides; the API does."""
