"""What a question says: its words as they were meant, the documents and units that it names, the time it speaks of."""
