"""How well files are read: `vanban-eval bench-reading` measures all of it on a folder of real documents."""
