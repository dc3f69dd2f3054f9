"""What a document says of itself: masthead, signature, effect; and of other documents."""
