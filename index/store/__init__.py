"""Where vectors live: Qdrant Edge in process, or a Qdrant server through its client, behind one Protocol."""
