"""What one does again and again with the repository; `scripts/` has what is done once in a while."""
