"""From a question to a verified `Answer`, and every door to it: command line, HTTP, web pages."""
