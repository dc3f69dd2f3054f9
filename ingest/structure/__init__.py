"""The legal structure of a text, and the addresses in it."""
