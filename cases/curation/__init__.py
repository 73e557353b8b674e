"""What holds of the library whole: checks of awards and tables, their states, and who keeps the room."""
