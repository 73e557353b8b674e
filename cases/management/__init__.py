"""The commands of `manage.py`: they read arguments, call a function, and print."""
