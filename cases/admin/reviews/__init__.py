"""What waits for a second person: proposals, publishing, withdrawing."""
