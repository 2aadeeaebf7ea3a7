"""Translations of the console's strings: English is written in the code, every other language is a `.po` file here."""
