"""From printed lines, columns and cells to running text."""
