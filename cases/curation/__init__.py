"""What holds of the library whole: checks of awards and tables, their states, who keeps the room, undoing."""
