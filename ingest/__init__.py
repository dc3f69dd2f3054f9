"""From a file's bytes to its `Document`s: text, pages, legal structure, masthead facts, references."""
