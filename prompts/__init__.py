"""The prompts: Markdown files in Vietnamese, rendered strictly, versioned by the hash of their content."""
