"""One module a format or outside program: bytes in, blocks or pages of words out."""
