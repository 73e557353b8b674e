"""Values shaped for templates, one kind of page or part a file."""
